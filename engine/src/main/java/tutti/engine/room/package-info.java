@NullMarked
package tutti.engine.room;

import org.jspecify.annotations.NullMarked;
