/** Rooms without HTTP: {@link tutti.engine.Engine} starts them, {@link tutti.engine.Rooms} is the only door to them. */
@NullMarked
package tutti.engine;

import org.jspecify.annotations.NullMarked;
