@NullMarked
package tutti.gateway.tls;

import org.jspecify.annotations.NullMarked;
