@NullMarked
package tutti.engine.room.presence;

import org.jspecify.annotations.NullMarked;
