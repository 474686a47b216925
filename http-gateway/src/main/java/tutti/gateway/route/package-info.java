@NullMarked
package tutti.gateway.route;

import org.jspecify.annotations.NullMarked;
