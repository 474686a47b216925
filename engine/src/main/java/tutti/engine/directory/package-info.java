@NullMarked
package tutti.engine.directory;

import org.jspecify.annotations.NullMarked;
