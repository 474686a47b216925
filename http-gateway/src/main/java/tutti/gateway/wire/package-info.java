@NullMarked
package tutti.gateway.wire;

import org.jspecify.annotations.NullMarked;
