@NullMarked
package tutti.gateway.socket;

import org.jspecify.annotations.NullMarked;
