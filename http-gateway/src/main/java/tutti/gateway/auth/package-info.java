@NullMarked
package tutti.gateway.auth;

import org.jspecify.annotations.NullMarked;
