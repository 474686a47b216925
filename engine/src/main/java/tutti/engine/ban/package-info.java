@NullMarked
package tutti.engine.ban;

import org.jspecify.annotations.NullMarked;
