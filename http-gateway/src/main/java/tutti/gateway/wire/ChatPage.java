package tutti.gateway.wire;

import java.util.List;
import tutti.engine.room.chat.ChatLine;

/** A stretch of the chat, oldest first; `more` when there are older lines still kept. */
public record ChatPage(List<ChatShape> messages, boolean more) {
    /** A page of the longest lines would be ten times this, and asked for by many at once would fill the heap. */
    private static final int CHARS_MAX = 16_000;

    /** The last `limit` lines of those with a number under `before`; fewer where they are long. */
    public static ChatPage before(long before, int limit, List<ChatLine> kept) {
        List<ChatLine> older = kept.stream().filter(line -> line.seq() < before).toList();
        int fit = 0;
        int chars = 0;
        for (ChatLine line : older.reversed()) {
            chars += line.text().length();
            if (fit > 0 && (fit >= limit || chars > CHARS_MAX)) {
                break;
            }
            fit++;
        }
        return last(Math.min(limit, fit), older, kept);
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
