@NullMarked
package tutti.engine.journal;

import org.jspecify.annotations.NullMarked;
