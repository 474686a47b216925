package tutti.engine.ban;

import java.sql.SQLException;

/** The database of the bans failed. */
public final class BanException extends RuntimeException {
    BanException(SQLException cause) {
        super("the bans cannot be read or written: " + cause.getMessage(), cause);
    }
}
