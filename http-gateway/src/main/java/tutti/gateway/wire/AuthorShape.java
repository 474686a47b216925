package tutti.gateway.wire;

import tutti.engine.id.DisplayName;
import tutti.engine.id.UserId;
import tutti.engine.room.chat.Author;
import tutti.engine.room.presence.Member;
import tutti.engine.room.presence.Role;

public record AuthorShape(UserId id, DisplayName name, Role role) {
    static AuthorShape of(Author author) {
        return new AuthorShape(author.id(), author.name(), author.role());
    }

    public static AuthorShape of(Member member) {
        return new AuthorShape(member.id(), member.name(), member.role());
    }
}
