@NullMarked
package tutti.gateway;

import org.jspecify.annotations.NullMarked;
