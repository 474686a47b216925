package tutti.gateway.wire;

import tutti.engine.room.Refusal;

/** The one word for what went wrong, in `error`, `bye` and problems alike, and whether who hears it may come back. */
public enum Code {
    BAD_MESSAGE(400, false),
    UNKNOWN_TYPE(400, false),
    TOO_LARGE(413, false),
    NOT_JOINED(409, false),
    ROOM_NOT_FOUND(404, false),
    ROOM_FULL(409, false),
    ROOM_CLOSED(410, false),
    NOT_ALLOWED(403, false),
    WRONG_PASSWORD(403, false),
    MUTED(403, false),
    KICKED(403, false),
    BANNED(403, false),
    ADDRESS_BANNED(403, false),
    UNAUTHORIZED(401, false),
    EXPIRED(401, false),
    RATE_LIMITED(429, true),
    TOO_SLOW(408, true),
    DRAINING(503, true),
    REPLACED(409, false),
    UNAVAILABLE(503, true),
    INTERNAL(500, true),
    // Of HTTP alone.
    NOT_FOUND(404, false),
    NOT_LIVE(404, false),
    METHOD_NOT_ALLOWED(405, false),
    UNSUPPORTED_MEDIA_TYPE(415, false),
    UPGRADE_REQUIRED(426, false);

    private final int httpStatus;
    private final boolean mayReturn;

    Code(int httpStatus, boolean mayReturn) {
        this.httpStatus = httpStatus;
        this.mayReturn = mayReturn;
    }

    public String word() {
        return Words.of(this);
    }

    public int httpStatus() {
        return httpStatus;
    }

    public boolean mayReturn() {
        return mayReturn;
    }

    /** What somebody is told who tries names of rooms, passwords or tokens that they do not have. */
    public boolean isOfGuesses() {
        return switch (this) {
            case ROOM_NOT_FOUND, WRONG_PASSWORD, UNAUTHORIZED, NOT_ALLOWED, BANNED, KICKED -> true;
            case BAD_MESSAGE,
                    UNKNOWN_TYPE,
                    TOO_LARGE,
                    NOT_JOINED,
                    ROOM_FULL,
                    ROOM_CLOSED,
                    MUTED,
                    ADDRESS_BANNED,
                    EXPIRED,
                    RATE_LIMITED,
                    TOO_SLOW,
                    DRAINING,
                    REPLACED,
                    UNAVAILABLE,
                    INTERNAL,
                    NOT_FOUND,
                    NOT_LIVE,
                    METHOD_NOT_ALLOWED,
                    UNSUPPORTED_MEDIA_TYPE,
                    UPGRADE_REQUIRED -> false;
        };
    }

    /** What a client is sent away with that no page of ours would be. */
    public boolean isOfHarm() {
        return this == BAD_MESSAGE || this == TOO_LARGE || this == RATE_LIMITED;
    }

    public static Code of(Refusal refusal) {
        return switch (refusal) {
            case ROOM_NOT_FOUND -> ROOM_NOT_FOUND;
            case ROOM_FULL -> ROOM_FULL;
            case ROOM_CLOSED -> ROOM_CLOSED;
            case NOT_JOINED -> NOT_JOINED;
            case NOT_ALLOWED -> NOT_ALLOWED;
            case EXPIRED -> EXPIRED;
            case WRONG_PASSWORD -> WRONG_PASSWORD;
            case MUTED -> MUTED;
            case KICKED -> KICKED;
            case BANNED -> BANNED;
            case BAD_MESSAGE -> BAD_MESSAGE;
            case RATE_LIMITED -> RATE_LIMITED;
            case UNAVAILABLE -> UNAVAILABLE;
        };
    }
}
