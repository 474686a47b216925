@NullMarked
package tutti.engine.channel;

import org.jspecify.annotations.NullMarked;
