package tutti.engine.directory;

import java.sql.SQLException;

/** The database of the list of rooms failed. */
public final class DirectoryException extends RuntimeException {
    DirectoryException(String message) {
        super(message);
    }

    DirectoryException(SQLException cause) {
        super("the list of rooms cannot be read or written: " + cause.getMessage(), cause);
    }
}
