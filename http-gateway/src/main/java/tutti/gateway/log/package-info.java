@NullMarked
package tutti.gateway.log;

import org.jspecify.annotations.NullMarked;
