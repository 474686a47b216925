@NullMarked
package tutti.engine.id;

import org.jspecify.annotations.NullMarked;
