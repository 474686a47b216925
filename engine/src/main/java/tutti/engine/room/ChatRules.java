package tutti.engine.room;

import tutti.engine.id.Letters;
import tutti.engine.room.chat.Author;
import tutti.engine.room.chat.ChatLine;
import tutti.engine.room.presence.Newcomer;
import tutti.engine.room.presence.Role;

/** What may be said in a room. The gateway checks messages too; a room does not count on it. */
final class ChatRules {
    private static final Verdict MUTED = Verdict.refused(Refusal.MUTED, "you were muted here");

    static Verdict say(OpenRoom room, RoomCommand.Say say, Newcomer speaker, Circumstances now) {
        if (room.chat().knows(say.by(), say.clientId(), now.nowUs())) {
            return Verdict.agreed();
        }
        if (room.order().isMuted(say.by())) {
            return MUTED;
        }
        String text = Letters.cleanedLines(say.text());
        if (text.isEmpty() || text.codePointCount(0, text.length()) > ChatLine.CODE_POINTS_MAX) {
            return Verdict.refused(Refusal.BAD_MESSAGE, "a line has 1 to " + ChatLine.CODE_POINTS_MAX + " characters");
        }
        if (!Letters.areWellFormed(text) || !Letters.showSomething(text)) {
            return Verdict.refused(Refusal.BAD_MESSAGE, "a line has something to see and no control characters");
        }
        return switch (room.settings().chat()) {
            case OFF -> Verdict.refused(Refusal.NOT_ALLOWED, "the chat is off");
            case SLOW ->
                isSlowEnough(room, speaker, now)
                        ? said(room, say, text, speaker, now)
                        : Verdict.refused(Refusal.RATE_LIMITED, "the chat is slow: not so soon after the last line");
            case ON -> said(room, say, text, speaker, now);
        };
    }

    static Verdict react(OpenRoom room, RoomCommand.React react, Newcomer from, Circumstances now) {
        if (room.order().isMuted(react.by())) {
            return MUTED;
        }
        String emoji = react.emoji();
        if (!Letters.areOneEmoji(emoji)) {
            return Verdict.refused(Refusal.BAD_MESSAGE, "a reaction is one emoji");
        }
        if (room.roleOf(react.by()) == Role.GUEST && !now.applause().takes(now.nowUs())) {
            return Verdict.refused(Refusal.RATE_LIMITED, "too many react at once");
        }
        return Verdict.isTold(new RoomNews.Reacted(
                author(room, from), emoji, now.nowUs(), room.timeline().positionUs(now.nowUs())));
    }

    static Verdict delete(OpenRoom room, RoomCommand.DeleteLine delete, long nowUs) {
        if (!OrderRules.keepsOrder(room, delete.by())) {
            return Verdict.refused(Refusal.NOT_ALLOWED, "only the host and moderators delete lines");
        }
        return room.chat().has(delete.seq())
                ? Verdict.happens(new RoomEvent.LineDeleted(delete.by(), delete.seq(), nowUs))
                : Verdict.refused(Refusal.BAD_MESSAGE, "there is no such line");
    }

    private static boolean isSlowEnough(OpenRoom room, Newcomer by, Circumstances now) {
        long betweenUs = room.settings().slowModeMs() * 1_000L;
        return room.roleOf(by.id()) != Role.GUEST
                || now.pace().allows(by.id(), by.joinedAtMs() * 1_000L, now.nowUs(), betweenUs);
    }

    /** Who keeps order is heard in any crowd. */
    private static Verdict said(OpenRoom room, RoomCommand.Say say, String text, Newcomer speaker, Circumstances now) {
        if (room.roleOf(say.by()) == Role.GUEST && !now.talk().takes(now.nowUs())) {
            return Verdict.refused(Refusal.RATE_LIMITED, "too many talk at once");
        }
        now.pace().said(say.by(), now.nowUs());
        return Verdict.happens(new RoomEvent.Said(new ChatLine(
                room.chat().nextSeq(),
                author(room, speaker),
                text,
                now.nowUs(),
                room.timeline().positionUs(now.nowUs()),
                say.clientId())));
    }

    private static Author author(OpenRoom room, Newcomer who) {
        return new Author(who.id(), who.name(), room.roleOf(who.id()));
    }

    private ChatRules() {}
}
