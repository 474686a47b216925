@NullMarked
package tutti.engine.room.chat;

import org.jspecify.annotations.NullMarked;
