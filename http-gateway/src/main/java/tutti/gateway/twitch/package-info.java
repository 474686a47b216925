@NullMarked
package tutti.gateway.twitch;

import org.jspecify.annotations.NullMarked;
