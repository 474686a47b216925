@NullMarked
package tutti.gateway.listen;

import org.jspecify.annotations.NullMarked;
