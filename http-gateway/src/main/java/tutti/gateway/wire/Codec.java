package tutti.gateway.wire;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;
import tutti.engine.id.MessageId;

/** Text frames to messages and back. */
public final class Codec {
    /** A head, and eight packets with the length of each. */
    public static final int SOUND_BYTES_MAX = 20 + 8 * (2 + 4_000);

    private static final Map<String, Class<? extends ClientMessage>> TYPES = Arrays.stream(
                    ClientMessage.class.getPermittedSubclasses())
            .map(type -> type.<ClientMessage>asSubclass(ClientMessage.class))
            .collect(Collectors.toUnmodifiableMap(Codec::nameOf, Function.identity()));

    public static Decoded decode(String frame) {
        if (frame.length() > Json.INPUT_CHARS_MAX) {
            return tooLarge();
        }
        return switch (Json.tree(frame)) {
            case Json.Parsed.Value<JsonNode> read -> decode(read.value());
            case Json.Parsed.Malformed<JsonNode> broken -> malformed(broken.why(), null);
        };
    }

    public static Decoded tooLarge() {
        return new Decoded.Malformed(
                Code.TOO_LARGE, "a frame has at most " + Json.INPUT_CHARS_MAX + " characters", null);
    }

    public static Decoded unfinished() {
        return new Decoded.Malformed(Code.TOO_SLOW, "a frame was begun and not finished", null);
    }

    /** Binary frames are sound; whoever takes it looks into them. */
    public static Decoded decode(ByteString frame) {
        return frame.length() > SOUND_BYTES_MAX ? tooLargeOfSound() : new Decoded.Sound(frame);
    }

    public static Decoded tooLargeOfSound() {
        return new Decoded.Malformed(
                Code.TOO_LARGE, "a frame of sound has at most " + SOUND_BYTES_MAX + " bytes", null);
    }

    public static String encode(ServerMessage message) {
        return Json.write(message);
    }

    public static String nameOf(Class<?> message) {
        return Objects.requireNonNull(message.getAnnotation(JsonTypeName.class)).value();
    }

    private static Decoded decode(JsonNode tree) {
        JsonNode givenId = tree.get("id");
        MessageId id = idOf(givenId);
        if (id == null && givenId != null && !givenId.isNull()) {
            return malformed("id is a string of 1 to " + MessageId.CHARS_MAX + " characters", null);
        }
        JsonNode type = tree.get("type");
        if (type == null || !type.isTextual()) {
            return malformed("type is missing", id);
        }
        Class<? extends ClientMessage> known = TYPES.get(type.textValue());
        if (known == null) {
            return new Decoded.Malformed(Code.UNKNOWN_TYPE, "this type of message is not known here", id);
        }
        return switch (Json.convert(tree, known)) {
            case Json.Parsed.Value<? extends ClientMessage> read -> new Decoded.Message(read.value(), id);
            case Json.Parsed.Malformed<? extends ClientMessage> broken -> malformed(broken.why(), id);
        };
    }

    private static @Nullable MessageId idOf(@Nullable JsonNode given) {
        String text = given == null ? null : given.textValue();
        return text != null && MessageId.isOne(text) ? new MessageId(text) : null;
    }

    private static Decoded malformed(String why, @Nullable MessageId id) {
        return new Decoded.Malformed(Code.BAD_MESSAGE, why, id);
    }

    private Codec() {}
}
