@NullMarked
package tutti.gateway.media;

import org.jspecify.annotations.NullMarked;
