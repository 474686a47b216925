package tutti.gateway.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What openapi.yaml, operators.yaml and asyncapi.yaml say there is. */
public final class ApiPages {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path DOCS = Path.of("../docs");

    /** With whether the page says that it asks for a token. */
    public static Map<String, Boolean> routes() throws IOException {
        return routes("openapi.yaml", "- roomToken:");
    }

    public static Map<String, Boolean> operatorsRoutes() throws IOException {
        return routes("operators.yaml", "- operatorToken:");
    }

    /** By type, with a message that has in it what it must have; `sample` gives what may stand in a field of a type. */
    public static Map<String, String> messages(BiFunction<String, String, Object> sample) throws IOException {
        Map<String, String> messages = new LinkedHashMap<>();
        String all = Files.readString(DOCS.resolve("asyncapi.yaml"));
        for (MatchResult message : found("(?m)^ {4}client\\w+:\\n {6}name: \"([a-z:]+)\"\\n((?: {6}.*\\n?)*)", all)) {
            ObjectNode made = JSON.createObjectNode();
            Matcher required = Pattern.compile("required: \\[([^]]*)]").matcher(message.group(2));
            assertThat(required.find()).as(message.group(1)).isTrue();
            for (String field : required.group(1).split(", ")) {
                made.set(
                        field,
                        JSON.valueToTree(
                                field.equals("type") ? message.group(1) : sample.apply(message.group(1), field)));
            }
            if (message.group(1).equals("report")) {
                made.put("driftMs", 1)
                        .put("rttMs", 1)
                        .put("bufferMs", 1)
                        .put("underruns", 0)
                        .put("seeks", 0);
            }
            messages.put(message.group(1), made.toString());
        }
        return messages;
    }

    private static Map<String, Boolean> routes(String page, String guard) throws IOException {
        Map<String, Boolean> routes = new LinkedHashMap<>();
        String paths = section(Files.readString(DOCS.resolve(page)), "paths:\n", "\ncomponents:");
        for (MatchResult path : found("(?m)^ {2}(/\\S*):\\n((?: {4}.*\\n?)*)", paths)) {
            for (MatchResult call : found("(?m)^ {4}(get|post|put|patch|delete):\\n((?: {6}.*\\n?)*)", path.group(2))) {
                routes.put(
                        call.group(1).toUpperCase(java.util.Locale.ROOT) + " " + path.group(1),
                        call.group(2).contains(guard));
            }
        }
        return routes;
    }

    private static String section(String text, String from, String to) {
        int begin = text.indexOf(from) + from.length();
        return text.substring(begin, text.indexOf(to, begin) + 1);
    }

    public static List<MatchResult> found(String pattern, String text) {
        return Pattern.compile(pattern).matcher(text).results().toList();
    }

    private ApiPages() {}
}
