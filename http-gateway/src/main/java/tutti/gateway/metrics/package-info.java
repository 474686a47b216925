@NullMarked
package tutti.gateway.metrics;

import org.jspecify.annotations.NullMarked;
