package tutti.engine.room.order;

import com.fasterxml.jackson.annotation.JsonCreator;

/** What somebody did, for the log of who did what. */
public enum Deed {
    PLAY,
    PAUSE,
    SEEK,
    RATE,
    SOURCE,
    ACCESS,
    SETTINGS,
    CHAT_ON,
    CHAT_SLOW,
    CHAT_OFF,
    CHAT_DELETED,
    TRANSFER,
    INVITE,
    INVITE_REVOKED,
    INVITE_USED,
    CONTROL_GRANTED,
    CONTROL_ENDED,
    MODERATOR,
    GUEST,
    MUTE,
    UNMUTE,
    KICK,
    BAN,
    UNBAN,
    UNDO,
    /** A later version knows what: its nodes and this one share rooms while they are exchanged one by one. */
    OTHER;

    @JsonCreator
    static Deed named(String name) {
        for (Deed deed : values()) {
            if (deed.name().equals(name)) {
                return deed;
            }
        }
        return OTHER;
    }
}
