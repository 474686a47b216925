/** Writing to a client's connection from the thread that has something for it, past the stream that reads from it. */
@NullMarked
package tutti.gateway.tcp;

import org.jspecify.annotations.NullMarked;
