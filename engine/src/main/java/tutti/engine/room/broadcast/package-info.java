@NullMarked
package tutti.engine.room.broadcast;

import org.jspecify.annotations.NullMarked;
