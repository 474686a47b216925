@NullMarked
package tutti.engine.audio.opus;

import org.jspecify.annotations.NullMarked;
