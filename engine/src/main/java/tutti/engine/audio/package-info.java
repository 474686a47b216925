/** The host's live sound, from the upload to the guests' queues. A room grants it and hears nothing of it. */
@NullMarked
package tutti.engine.audio;

import org.jspecify.annotations.NullMarked;
