@NullMarked
package tutti.engine.clock;

import org.jspecify.annotations.NullMarked;
