@NullMarked
package tutti.gateway.limit;

import org.jspecify.annotations.NullMarked;
