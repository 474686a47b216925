package tutti.gateway.testing;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import tutti.gateway.wire.ClientMessage;

/**
 * What a client may send that means harm, or has gone mad: built like the protocol's own messages and requests and then broken,
 * the same for the same seed.
 */
public final class Nonsense {
    private static final List<Class<?>> TYPES = List.of(ClientMessage.class.getPermittedSubclasses());

    /** Of records that are read by a method of their own, and of others' messages. */
    private static final List<String> MORE_FIELDS = Stream.concat(
                    Stream.of(
                            "kind",
                            "src",
                            "title",
                            "duration",
                            "loop",
                            "codec",
                            "sampleRate",
                            "channels",
                            "audioBitrate",
                            "id",
                            "type",
                            "userId",
                            "role",
                            "password",
                            "seconds",
                            "__proto__",
                            "@class",
                            ""),
                    TYPES.stream()
                            .flatMap(type -> Arrays.stream(type.getRecordComponents()))
                            .map(RecordComponent::getName))
            .distinct()
            .toList();

    private static final List<String> WORDS = List.of(
            "",
            " ",
            "host",
            "everyone",
            "video",
            "track",
            "live",
            "opus",
            "pcm",
            "auto",
            "off",
            "high",
            "on",
            "slow",
            "null",
            "true",
            "NaN",
            "-0",
            "1e999",
            "/media/track/example.mp3",
            "https://cdn.example/a.m3u8",
            "javascript:alert(1)",
            "//x",
            "/\\x",
            "http://[::1",
            "http://a:99999/",
            "data:,x",
            "../../etc/passwd",
            "<script>alert(1)</script>",
            "'; drop table rooms; --",
            "${jndi:ldap://x/}",
            "%00",
            "%s%n",
            "\\u0000",
            "\\ud800",
            "\\u202e",
            "\\u2028",
            "e\\u0301",
            "\\ud83d\\ude00",
            "\\ufeff",
            "\\uffff",
            "\\ud83d\\udc69\\u200d\\ud83d\\udc69\\u200d\\ud83d\\udc67",
            "Z\\u0335\\u0336\\u0337");

    private static final List<String> NUMBERS = List.of(
            "0",
            "-0",
            "1",
            "-1",
            "0.5",
            "1e-400",
            "1e308",
            "1e309",
            "-1e309",
            "1e999999999",
            "2147483647",
            "2147483648",
            "-2147483649",
            "9223372036854775807",
            "9223372036854775808",
            "1.7976931348623157e308",
            "4.9e-324",
            "00",
            "0x10",
            "1.",
            ".5",
            "864000",
            "864000.0000001",
            "1" + "0".repeat(60));

    private static final List<String> METHODS =
            List.of("GET", "GET", "GET", "POST", "POST", "DELETE", "HEAD", "OPTIONS", "PUT", "PATCH", "TRACE");

    private static final List<String> PATHS = List.of(
            "/",
            "/status",
            "/api/rooms",
            "/api/rooms/example",
            "/api/rooms/%s",
            "/api/rooms/example/stats",
            "/api/rooms/example/tokens",
            "/api/rooms/example/playback-url",
            "/api/rooms/%s/playback-url",
            "/api/samples",
            "/api/telemetry",
            "/rooms/example/listen.ogg",
            "/rooms/%s/listen.ogg",
            "/media/%s",
            "/media/track/example.mp3",
            "/bcdn_token=%s&token_path=%%2Fmedia%%2F&expires=%s/media/%s",
            "/assets/%s",
            "/room/%s",
            "/twitch/panel.html",
            "/twitch/%s",
            "/health/ready",
            "/ws",
            "/%s");

    private static final List<String> HEADERS = List.of(
            "Authorization: Bearer %s",
            "Range: bytes=%s-%s",
            "If-None-Match: %s",
            "If-Range: %s",
            "Origin: %s",
            "Referer: %s",
            "Accept: %s",
            "Accept-Encoding: %s",
            "Content-Type: %s",
            "X-Forwarded-For: %s",
            "Cookie: %s",
            "Content-Type: application/json",
            "Upgrade: websocket",
            "Expect: 100-continue",
            "Content-Encoding: gzip",
            "Sec-WebSocket-Key: %s",
            "Host: %s",
            "Transfer-Encoding: %s");

    private static final List<String> IN_URLS = List.of(
            "",
            "a",
            "example",
            "..",
            "%2e%2e",
            "%2f",
            "%00",
            "%",
            "%zz",
            "%c0%af",
            "%f0%9f%98%80",
            "0",
            "-1",
            "99999999999999999999",
            "*",
            "(",
            "{}",
            "%7b%7d",
            "a%20b",
            "null",
            "%22",
            "x");

    private final SplittableRandom random;

    public Nonsense(long seed) {
        random = new SplittableRandom(seed);
    }

    /** A text frame: about one in four is a message that may be taken. */
    public String frame() {
        String frame = message();
        return switch (random.nextInt(8)) {
            case 0 -> cut(frame);
            case 1 -> flipped(frame);
            case 2 -> value(0);
            case 3 -> frame + (random.nextBoolean() ? frame : " ");
            default -> frame;
        };
    }

    /** A frame of sound, or something like one. */
    public byte[] sound() {
        byte[] bytes = new byte[random.nextInt(4) == 0 ? random.nextInt(40_000) : random.nextInt(200)];
        random.nextBytes(bytes);
        if (bytes.length > 4 && random.nextBoolean()) {
            bytes[0] = (byte) (0x10 + random.nextInt(4));
            bytes[1] = 0;
            bytes[2] = (byte) random.nextInt(5);
            bytes[3] = (byte) random.nextInt(10);
        }
        return bytes;
    }

    /** A whole request as it goes over the wire, after which the other side is asked to close. */
    public String request(String host) {
        StringBuilder request = new StringBuilder();
        String path = filled(one(PATHS));
        request.append(one(METHODS)).append(' ').append(random.nextInt(30) == 0 ? flipped(path) : path);
        if (random.nextInt(3) == 0) {
            request.append('?')
                    .append(one(List.of("room", "limit", "after", "quality", "renews", "x")))
                    .append('=')
                    .append(one(IN_URLS));
        }
        request.append(" HTTP/1.1\r\nConnection: close\r\n");
        if (random.nextInt(20) != 0) {
            request.append("Host: ").append(host).append("\r\n");
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            request.append(filled(one(HEADERS))).append("\r\n");
        }
        if (random.nextInt(3) == 0) {
            String body =
                    random.nextBoolean() ? message() : "{\"roomName\": " + value(1) + ", \"source\": " + value(2) + "}";
            request.append("Content-Type: application/json\r\nContent-Length: ")
                    .append(body.length() + (random.nextInt(200) == 0 ? 3 : 0))
                    .append("\r\n\r\n")
                    .append(body);
        } else {
            request.append("\r\n");
        }
        return request.toString();
    }

    private String message() {
        Class<?> type = TYPES.get(random.nextInt(TYPES.size()));
        String name =
                Objects.requireNonNull(type.getAnnotation(JsonTypeName.class)).value();
        List<String> fields = new ArrayList<>();
        if (random.nextInt(20) != 0) {
            fields.add("\"type\": " + (random.nextInt(20) == 0 ? value(1) : '"' + name + '"'));
        }
        for (RecordComponent component : type.getRecordComponents()) {
            if (random.nextInt(10) != 0) {
                fields.add('"' + component.getName() + "\": " + fitting(component.getType()));
            }
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            fields.add('"' + one(MORE_FIELDS) + "\": " + value(1));
        }
        return "{" + String.join(", ", fields) + "}";
    }

    private String fitting(Class<?> type) {
        if (random.nextInt(4) == 0) {
            return value(1);
        }
        boolean isNumber = type.isPrimitive() || Number.class.isAssignableFrom(type);
        return type == boolean.class ? "true" : isNumber ? one(NUMBERS) : text();
    }

    private String value(int depth) {
        return switch (random.nextInt(depth > 4 ? 5 : 8)) {
            case 0 -> one(NUMBERS);
            case 1 -> one(List.of("true", "false", "null", "undefined", "NaN", "Infinity"));
            case 2, 3 -> text();
            case 4 -> random.nextInt(50) == 0 ? "[".repeat(random.nextInt(2_000)) : "[]";
            case 5 -> "[" + value(depth + 1) + ", " + value(depth + 1) + "]";
            default ->
                "{\"" + one(MORE_FIELDS) + "\": " + value(depth + 1) + ", \"" + one(MORE_FIELDS) + "\": "
                        + value(depth + 1) + "}";
        };
    }

    private String text() {
        String word = one(WORDS);
        return '"' + (random.nextInt(40) == 0 ? word.repeat(random.nextInt(2_000)) : word) + '"';
    }

    private String cut(String text) {
        return text.substring(0, random.nextInt(text.length() + 1));
    }

    private String flipped(String text) {
        if (text.isEmpty()) {
            return text;
        }
        StringBuilder flipped = new StringBuilder(text);
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            flipped.setCharAt(random.nextInt(text.length()), (char)
                    (random.nextInt(8) == 0 ? random.nextInt(0xD800) : random.nextInt(128)));
        }
        return flipped.toString();
    }

    private String filled(String template) {
        String filled = template;
        while (filled.contains("%s")) {
            filled = filled.replaceFirst("%s", one(IN_URLS).replace("%", "%%").replace("$", ""));
        }
        return filled.replace("%%", "%");
    }

    private String one(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
