@NullMarked
package tutti.engine.setting;

import org.jspecify.annotations.NullMarked;
