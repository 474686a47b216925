@NullMarked
package tutti.engine.room.order;

import org.jspecify.annotations.NullMarked;
