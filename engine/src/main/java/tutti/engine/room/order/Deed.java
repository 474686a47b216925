package tutti.engine.room.order;

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
    UNDO
}
