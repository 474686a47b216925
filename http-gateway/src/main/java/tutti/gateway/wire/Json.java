package tutti.gateway.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.MutableCoercionConfig;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.util.Objects;
import java.util.stream.Collectors;

/** JSON at the edge: strict about types, deaf to unknown fields, bounded in every direction. */
public final class Json {
    /** The largest thing a client may send, in characters: a frame or a body. */
    public static final int INPUT_CHARS_MAX = 16 * 1024;

    private static final int DEPTH_MAX = 8;
    private static final int NUMBER_CHARS_MAX = 40;
    private static final int WHY_CHARS_MAX = 200;
    private static final JsonMapper MAPPER = mapper();

    public sealed interface Parsed<T> {
        record Value<T>(T value) implements Parsed<T> {}

        record Malformed<T>(String why) implements Parsed<T> {}
    }

    public static <T> Parsed<T> parse(String text, Class<T> type) {
        return switch (tree(text)) {
            case Parsed.Value<JsonNode> read -> convert(read.value(), type);
            case Parsed.Malformed<JsonNode> broken -> new Parsed.Malformed<>(broken.why());
        };
    }

    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException("cannot write " + value.getClass().getSimpleName(), bug);
        }
    }

    static Parsed<JsonNode> tree(String text) {
        try {
            JsonNode tree = MAPPER.readTree(text);
            return tree.isObject() ? new Parsed.Value<>(tree) : new Parsed.Malformed<>("not a JSON object");
        } catch (JsonProcessingException broken) {
            return new Parsed.Malformed<>("not JSON");
        }
    }

    static <T> Parsed<T> convert(JsonNode tree, Class<T> type) {
        try {
            return new Parsed.Value<>(Objects.requireNonNull(MAPPER.treeToValue(tree, type)));
        } catch (ValueInstantiationException refused) {
            return new Parsed.Malformed<>(why(refused));
        } catch (JsonMappingException mismatch) {
            return new Parsed.Malformed<>("wrong or missing: " + path(mismatch));
        } catch (JsonProcessingException broken) {
            return new Parsed.Malformed<>("not what it should be");
        }
    }

    /** Our own constructors speak to the client; nobody else's exceptions do. */
    private static String why(ValueInstantiationException refused) {
        return refused.getCause() instanceof IllegalArgumentException ours && ours.getMessage() != null
                ? cut(ours.getMessage())
                : "wrong: " + path(refused);
    }

    private static String path(JsonMappingException mismatch) {
        String path = mismatch.getPath().stream()
                .map(step -> step.getFieldName() == null ? String.valueOf(step.getIndex()) : step.getFieldName())
                .collect(Collectors.joining("."));
        return cut(path.isEmpty() ? "a field" : path);
    }

    private static String cut(String text) {
        return text.length() <= WHY_CHARS_MAX ? text : text.substring(0, WHY_CHARS_MAX);
    }

    private static JsonMapper mapper() {
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(DEPTH_MAX)
                        .maxNumberLength(NUMBER_CHARS_MAX)
                        .maxStringLength(INPUT_CHARS_MAX)
                        .maxNameLength(INPUT_CHARS_MAX)
                        .build())
                // Names are the client's to choose: interning them would fill a table for ever.
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                .build();
        return JsonMapper.builder(factory)
                .addModule(Words.module())
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .withCoercionConfig(LogicalType.Integer, Json::takeNoText)
                .withCoercionConfig(LogicalType.Float, Json::takeNoText)
                .withCoercionConfig(LogicalType.Boolean, Json::takeNoText)
                .withCoercionConfig(
                        LogicalType.Textual,
                        text -> text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
                .build();
    }

    /** Jackson takes text without a visible character for nothing, and nothing for 0. */
    private static void takeNoText(MutableCoercionConfig scalar) {
        scalar.setAcceptBlankAsEmpty(false)
                .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.String, CoercionAction.Fail);
    }

    private Json() {}
}
