package tutti.engine.room.presence;

public enum Role {
    HOST,
    MODERATOR,
    GUEST
}
