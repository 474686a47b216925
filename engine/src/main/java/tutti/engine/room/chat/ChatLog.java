package tutti.engine.room.chat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tutti.engine.id.MessageId;
import tutti.engine.id.UserId;

/** The last `kept` lines of a room, oldest first, and which messages of late were accepted, so that none is said twice. */
public record ChatLog(int kept, long nextSeq, List<ChatLine> lines, List<Spoken> recent) {
    /** How long a client may go on resending a line it has had no answer to. */
    static final long RESENT_WITHIN_US = 600_000_000L;

    /** Of one person: a client has far fewer lines on their way, and others' talk cannot push them out. */
    static final int RECENT_OF_ONE = 40;

    /** Of all: a room of so many who say so much in ten minutes forgets the oldest a little sooner. */
    static final int RECENT_MAX = 10_000;

    public record Spoken(UserId by, MessageId clientId, long atUs) {}

    public ChatLog {
        lines = List.copyOf(lines);
        recent = List.copyOf(recent);
    }

    public static ChatLog empty(int kept) {
        return new ChatLog(kept, 1, List.of(), List.of());
    }

    /** Whether this user's message was accepted before. */
    public boolean knows(UserId by, @Nullable MessageId clientId, long nowUs) {
        return clientId != null
                && recent.stream()
                        .anyMatch(spoken -> spoken.clientId().equals(clientId)
                                && spoken.by().equals(by)
                                && spoken.atUs() > nowUs - RESENT_WITHIN_US);
    }

    public ChatLog said(ChatLine line) {
        return new ChatLog(kept, line.seq() + 1, newest(lines, line, kept), recentAnd(line));
    }

    public boolean has(long seq) {
        return lines.stream().anyMatch(line -> line.seq() == seq);
    }

    /** Nobody, of a line that is not there. */
    public @Nullable UserId authorOf(long seq) {
        return lines.stream()
                .filter(line -> line.seq() == seq)
                .map(line -> line.from().id())
                .findFirst()
                .orElse(null);
    }

    /** Its number is not given again, and who sends it once more is told that it was said. */
    public ChatLog without(long seq) {
        return new ChatLog(
                kept, nextSeq, lines.stream().filter(line -> line.seq() != seq).toList(), recent);
    }

    private List<Spoken> recentAnd(ChatLine line) {
        MessageId clientId = line.clientId();
        if (clientId == null) {
            return recent;
        }
        UserId by = line.from().id();
        long ofThem = recent.stream().filter(spoken -> spoken.by().equals(by)).count();
        List<Spoken> stillRecent = new ArrayList<>(recent.size() + 1);
        for (Spoken spoken : recent) {
            boolean oneTooMany = spoken.by().equals(by) && ofThem-- >= RECENT_OF_ONE;
            if (!oneTooMany && spoken.atUs() > line.serverUs() - RESENT_WITHIN_US) {
                stillRecent.add(spoken);
            }
        }
        return newest(stillRecent, new Spoken(by, clientId, line.serverUs()), RECENT_MAX);
    }

    private static <T> List<T> newest(List<T> before, T last, int max) {
        List<T> after = new ArrayList<>(before.subList(Math.max(0, before.size() - max + 1), before.size()));
        after.add(last);
        return after;
    }
}
