package tutti.gateway.wire;

import java.math.BigDecimal;
import tutti.engine.room.chat.ChatLine;

public record ChatShape(long seq, AuthorShape from, String text, BigDecimal serverTime, BigDecimal mediaTime) {
    public static ChatShape of(ChatLine line) {
        return new ChatShape(
                line.seq(),
                AuthorShape.of(line.from()),
                line.text(),
                Units.ms(line.serverUs()),
                Units.seconds(line.mediaUs()));
    }
}
