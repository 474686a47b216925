@NullMarked
package tutti.engine.cluster;

import org.jspecify.annotations.NullMarked;
