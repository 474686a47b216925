@NullMarked
package tutti.gateway.door;

import org.jspecify.annotations.NullMarked;
