package tutti.gateway.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleDeserializers;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.module.SimpleSerializers;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Enum constants as the words of the protocol, exactly: ROOM_CLOSED is "room-closed" and nothing else is. */
public final class Words {
    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static SimpleModule module() {
        SimpleModule module = new SimpleModule("words");
        module.setSerializers(new Written());
        module.setDeserializers(new Read());
        return module;
    }

    private static final class Written extends SimpleSerializers {
        @Override
        public @Nullable JsonSerializer<?> findSerializer(
                SerializationConfig config, JavaType type, BeanDescription description) {
            return type.isEnumType() ? new WordSerializer() : null;
        }
    }

    private static final class Read extends SimpleDeserializers {
        @Override
        public JsonDeserializer<?> findEnumDeserializer(
                Class<?> type, DeserializationConfig config, BeanDescription description) {
            return new WordDeserializer(type.asSubclass(Enum.class));
        }
    }

    @SuppressWarnings("rawtypes")
    private static final class WordSerializer extends StdSerializer<Enum> {
        WordSerializer() {
            super(Enum.class);
        }

        @Override
        public void serialize(Enum value, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(of(value));
        }
    }

    @SuppressWarnings("rawtypes")
    private static final class WordDeserializer extends StdDeserializer<Enum> {
        private final Map<String, Enum> byWord;

        WordDeserializer(Class<? extends Enum> type) {
            super(type);
            byWord = Arrays.stream(type.getEnumConstants())
                    .collect(Collectors.toMap(constant -> of((Enum<?>) constant), Function.identity()));
        }

        @Override
        public @Nullable Enum deserialize(JsonParser json, DeserializationContext context) throws IOException {
            Enum found = json.hasToken(JsonToken.VALUE_STRING) ? byWord.get(json.getText()) : null;
            if (found == null) {
                return (Enum) context.reportInputMismatch(this, "not one of %s", byWord.keySet());
            }
            return found;
        }
    }

    private Words() {}
}
