@NullMarked
package tutti.engine.room.timeline;

import org.jspecify.annotations.NullMarked;
