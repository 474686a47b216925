package tutti.gateway.wire;

import java.util.List;
import tutti.engine.room.chat.ChatLine;

/** A stretch of the chat, oldest first; `more` when there are older lines still kept. */
public record ChatPage(List<ChatShape> messages, boolean more) {
    /** The last `limit` lines of those with a number under `before`. */
    public static ChatPage before(long before, int limit, List<ChatLine> kept) {
        return last(limit, kept.stream().filter(line -> line.seq() < before).toList(), kept);
    }

    /** What was said after `seq`: all that a returning client missed, as far as it is kept. */
    public static ChatPage after(long seq, List<ChatLine> kept) {
        return last(kept.size(), kept.stream().filter(line -> line.seq() > seq).toList(), kept);
    }

    private static ChatPage last(int limit, List<ChatLine> lines, List<ChatLine> kept) {
        List<ChatLine> shown = lines.subList(Math.max(0, lines.size() - limit), lines.size());
        long oldestKept = kept.isEmpty() ? Long.MAX_VALUE : kept.getFirst().seq();
        boolean more = !shown.isEmpty() && shown.getFirst().seq() > oldestKept;
        return new ChatPage(shown.stream().map(ChatShape::of).toList(), more);
    }
}
