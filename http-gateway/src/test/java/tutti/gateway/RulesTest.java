package tutti.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tutti.gateway.testing.Caller;
import tutti.gateway.testing.Caller.Answer;
import tutti.gateway.testing.Guest;
import tutti.gateway.testing.Server;

/**
 * Every route of openapi.yaml and operators.yaml and every message of asyncapi.yaml has its rule here, and each that is not for
 * everyone is tried with all the tokens that are not good enough. What is new has to say who may.
 */
@DisplayName("Each route and message")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RulesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path DOCS = Path.of("../docs");
    private static final String KEY =
            Base64.getEncoder().encodeToString("a key for the tests, of forty letters".getBytes(UTF_8));

    private enum Rule {
        EVERYONE,
        /** Whoever is let in: any token of the room. */
        MEMBERS,
        /** The host and moderators. */
        KEEPERS,
        HOST,
        /** Whoever has the operators' own token, on their own port. */
        OPERATORS
    }

    /** A path that needs more than the room's id has it filled in. */
    private static final Map<String, Rule> ROUTES = Map.ofEntries(
            Map.entry("POST /api/rooms", Rule.EVERYONE),
            Map.entry("GET /api/rooms", Rule.EVERYONE),
            Map.entry("GET /api/rooms/{id}", Rule.EVERYONE),
            Map.entry("DELETE /api/rooms/{id}", Rule.HOST),
            Map.entry("GET /api/rooms/{id}/stats", Rule.EVERYONE),
            Map.entry("GET /api/rooms/{id}/playback-url", Rule.MEMBERS),
            Map.entry("POST /api/rooms/{id}/tokens", Rule.EVERYONE),
            Map.entry("GET /api/rooms/{id}/bans", Rule.KEEPERS),
            Map.entry("POST /api/rooms/{id}/invites", Rule.KEEPERS),
            Map.entry("GET /api/rooms/{id}/invites", Rule.KEEPERS),
            Map.entry("DELETE /api/rooms/{id}/invites/{inviteId}", Rule.KEEPERS),
            Map.entry("GET /rooms/{id}/listen.ogg", Rule.EVERYONE),
            Map.entry("GET /api/samples", Rule.EVERYONE),
            Map.entry("POST /api/telemetry", Rule.EVERYONE),
            Map.entry("GET /status", Rule.EVERYONE),
            Map.entry("GET /health/alive", Rule.EVERYONE),
            Map.entry("GET /health/ready", Rule.EVERYONE));

    /** Of the management port, where who gets there may look. */
    private static final Map<String, Rule> OPERATORS_ROUTES = Map.ofEntries(
            Map.entry("GET /metrics", Rule.EVERYONE),
            Map.entry("GET /cluster", Rule.EVERYONE),
            Map.entry("GET /cluster/rooms/{id}", Rule.EVERYONE),
            Map.entry("GET /health/alive", Rule.EVERYONE),
            Map.entry("GET /health/ready", Rule.EVERYONE),
            Map.entry("DELETE /rooms/{id}", Rule.OPERATORS),
            Map.entry("GET /bans", Rule.OPERATORS),
            Map.entry("POST /bans", Rule.OPERATORS),
            Map.entry("DELETE /bans", Rule.OPERATORS));

    private static final String OPERATOR = "a-token-of-the-operator-for-tests";

    /** In a room as it is opened, where the host alone has control. */
    private static final Map<String, Rule> MESSAGES = Map.ofEntries(
            Map.entry("join", Rule.EVERYONE),
            Map.entry("leave", Rule.EVERYONE),
            Map.entry("play", Rule.HOST),
            Map.entry("pause", Rule.HOST),
            Map.entry("seek", Rule.HOST),
            Map.entry("rate", Rule.HOST),
            Map.entry("source", Rule.HOST),
            Map.entry("ready", Rule.EVERYONE),
            Map.entry("ping", Rule.EVERYONE),
            Map.entry("chat", Rule.EVERYONE),
            Map.entry("chat:history", Rule.EVERYONE),
            Map.entry("chat:delete", Rule.KEEPERS),
            Map.entry("undo", Rule.KEEPERS),
            Map.entry("react", Rule.EVERYONE),
            Map.entry("host:transfer", Rule.HOST),
            Map.entry("control:request", Rule.EVERYONE),
            Map.entry("control:release", Rule.EVERYONE),
            Map.entry("control:grant", Rule.HOST),
            Map.entry("control:revoke", Rule.HOST),
            Map.entry("member:role", Rule.HOST),
            Map.entry("member:mute", Rule.KEEPERS),
            Map.entry("member:unmute", Rule.KEEPERS),
            Map.entry("member:kick", Rule.KEEPERS),
            Map.entry("member:ban", Rule.KEEPERS),
            Map.entry("member:unban", Rule.KEEPERS),
            Map.entry("settings", Rule.HOST),
            Map.entry("access", Rule.HOST),
            Map.entry("broadcast:start", Rule.HOST),
            Map.entry("broadcast:stop", Rule.HOST),
            Map.entry("quality:request", Rule.EVERYONE),
            Map.entry("report", Rule.EVERYONE));

    private Server server;
    private JsonNode room;
    private JsonNode guest;
    private Map<String, String> badTokens;

    @BeforeAll
    void start(@TempDir Path home) throws JOSEException, IOException {
        server = Server.start(
                home,
                ConfigFactory.parseString(
                        "tutti.gateway { tokens.key = \"" + KEY
                                + "\", management.token = "
                                + OPERATOR
                                + ", limits { others.burst = 100, control.burst = 100, malformed.burst = 100, operators.burst = 1000 } }"));
        room = Caller.openRoom(server);
        guest = Caller.post(server.uri("/api/rooms/" + roomId() + "/tokens"), "{'name': 'Ben'}")
                .json();
        badTokens = badTokens();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void has_its_rule_here() throws IOException {
        Map<String, Boolean> routes = routes();
        Map<String, Boolean> operators = operatorsRoutes();

        assertThat(ROUTES.keySet()).containsAll(routes.keySet());
        assertThat(MESSAGES.keySet())
                .containsExactlyInAnyOrderElementsOf(messages().keySet());
        routes.forEach((route, guarded) -> assertThat(guarded)
                .as("%s asks for a token in openapi.yaml", route)
                .isEqualTo(ROUTES.get(route) != Rule.EVERYONE));
        assertThat(OPERATORS_ROUTES.keySet()).isEqualTo(operators.keySet());
        operators.forEach((route, guarded) -> assertThat(guarded)
                .as("%s asks for the operators' token in operators.yaml", route)
                .isEqualTo(OPERATORS_ROUTES.get(route) == Rule.OPERATORS));
    }

    /** What the code answers on that port begins with words that the page knows. */
    @Test
    void of_operators_stands_in_their_page() throws IOException {
        Path routes = Path.of("src/main/java/tutti/gateway/route");
        Set<String> told = OPERATORS_ROUTES.keySet().stream()
                .map(route -> route.split("[ /]+")[1])
                .collect(Collectors.toSet());
        for (String file : List.of("ManagementRoutes.java", "OperatorRoutes.java")) {
            assertThat(found("(?:path|segment)\\(\\s*\"([a-z]+)\"", Files.readString(routes.resolve(file))))
                    .as(file)
                    .isNotEmpty()
                    .allSatisfy(word -> assertThat(told).contains(word.group(1)));
        }
    }

    @TestFactory
    List<DynamicTest> of_operators_takes_no_token_but_theirs_and_is_on_no_other_port() {
        List<DynamicTest> tests = new ArrayList<>();
        OPERATORS_ROUTES.forEach((route, rule) -> {
            if (rule == Rule.OPERATORS) {
                Map<String, String> bad = new LinkedHashMap<>(badTokens);
                bad.put("a host's", room.path("token").asText());
                bad.put("almost theirs", OPERATOR + "x");
                bad.put("the beginning of theirs", OPERATOR.substring(1));
                bad.put("none", null);
                bad.forEach((what, token) -> tests.add(dynamicTest(
                        route + ", " + what,
                        () -> assertThat(operate(server.managementUri(path(route)), route, token)
                                        .status())
                                .isEqualTo(401))));
                tests.add(dynamicTest(
                        route + ", on the port for people",
                        () -> assertThat(operate(server.uri(path(route)), route, OPERATOR)
                                        .status())
                                .isIn(404, 405)));
            }
        });
        return tests;
    }

    @Test
    void of_operators_takes_theirs() {
        OPERATORS_ROUTES.forEach((route, rule) -> assertThat(
                        operate(server.managementUri(path(route)), route, rule == Rule.OPERATORS ? OPERATOR : null)
                                .status())
                .as(route)
                .isIn(rule == Rule.OPERATORS ? Set.of(200, 201, 400, 404) : Set.of(200)));
    }

    @TestFactory
    List<DynamicTest> over_http_takes_no_bad_token() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (String route : guarded()) {
            badTokens.forEach((what, token) -> tests.add(dynamicTest(route + ", " + what, () -> {
                Answer answer = call(route, token);

                assertThat(answer.status()).as(answer.text()).isEqualTo(401);
                assertThat(answer.json().path("code").asText())
                        .isEqualTo(what.equals("expired") ? "expired" : "unauthorized");
            })));
            tests.add(dynamicTest(
                    route + ", none",
                    () -> assertThat(call(route, null).status()).isEqualTo(401)));
        }
        assertThat(tests).isNotEmpty();
        return tests;
    }

    @TestFactory
    List<DynamicTest> over_http_is_not_a_guests_when_it_is_not_for_guests() throws IOException {
        return guarded().stream()
                .filter(route -> ROUTES.get(route) != Rule.MEMBERS)
                .flatMap(route -> List.of(
                        dynamicTest(
                                route,
                                () -> assertThat(call(route, guest.path("token").asText())
                                                .status())
                                        .isEqualTo(403)),
                        dynamicTest(route + ", with a role signed by us that the room does not know of", () -> {
                            String hosts = signed(claims(guestId(), roomId(), "host", 60_000), TYPE, KEY);
                            assertThat(call(route, hosts).status()).isEqualTo(403);
                        }))
                        .stream())
                .toList();
    }

    @TestFactory
    List<DynamicTest> over_the_socket_takes_no_bad_token() {
        return badTokens.entrySet().stream()
                .map(bad -> dynamicTest(bad.getKey(), () -> {
                    try (Guest eve = Guest.connected(server.socket())) {
                        eve.askJoin(roomId(), "Eve", bad.getValue());

                        assertThat(eve.next("error").path("code").asText())
                                .isEqualTo(bad.getKey().equals("expired") ? "expired" : "unauthorized");
                        assertThat(eve.first("joined")).isEmpty();
                        assertThat(eve.ask("{'type': 'chat', 'text': 'let me in'}")
                                        .path("code")
                                        .asText())
                                .isEqualTo("not-joined");
                    }
                }))
                .toList();
    }

    @TestFactory
    List<DynamicTest> over_the_socket_is_nobodys_who_has_not_joined() throws IOException {
        return messages().entrySet().stream()
                .filter(message -> !Set.of("join", "leave").contains(message.getKey()))
                .map(message -> dynamicTest(message.getKey(), () -> {
                    try (Guest eve = Guest.connected(server.socket())) {
                        assertThat(eve.ask(message.getValue()).path("code").asText())
                                .isEqualTo("not-joined");
                    }
                }))
                .toList();
    }

    @TestFactory
    List<DynamicTest> over_the_socket_is_not_a_guests_when_it_is_not_for_guests() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        messages().forEach((type, message) -> {
            if (MESSAGES.get(type) != Rule.EVERYONE) {
                tests.add(dynamicTest(type, () -> refusesGuest(message)));
            }
        });
        assertThat(tests).isNotEmpty();
        return tests;
    }

    @Test
    void of_sound_is_not_a_guests() {
        try (Guest ben = guest()) {
            ben.sendBinary(new byte[] {0x10, 4, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0});

            assertThat(ben.next("error").path("code").asText()).isEqualTo("bad-message");
        }
    }

    /** Also with a token of ours that says host: the room says what they are. */
    private void refusesGuest(String message) throws JOSEException {
        String hosts = signed(claims(guestId(), roomId(), "host", 60_000), TYPE, KEY);
        try (Guest ann = Guest.connected(server.socket())
                        .join(roomId(), "Ann", room.path("token").asText());
                Guest ben = Guest.connected(server.socket()).join(roomId(), "Ben", hosts)) {
            assertThat(ben.at("/you/role")).isEqualTo("guest");

            assertThat(ben.ask(message).path("code").asText()).isEqualTo("not-allowed");
            assertThat(ann.isOpen()).isTrue();
        }
    }

    private Guest guest() {
        return Guest.connected(server.socket())
                .join(roomId(), "Ben", guest.path("token").asText());
    }

    private Map<String, String> badTokens() throws JOSEException, IOException {
        String otherRoom = Caller.openRoom(server).path("token").asText();
        String otherKey =
                Base64.getEncoder().encodeToString("not the key of this server, only as long".getBytes(UTF_8));
        String hostId = room.path("hostId").asText();
        Map<String, String> bad = new LinkedHashMap<>();
        bad.put("expired", signed(claims(hostId, roomId(), "host", -60_000), TYPE, KEY));
        bad.put("another room's", otherRoom);
        bad.put("alg none", new PlainJWT(claims(hostId, roomId(), "host", 60_000)).serialize());
        bad.put("another key", signed(claims(hostId, roomId(), "host", 60_000), TYPE, otherKey));
        bad.put("another kind", signed(claims(hostId, roomId(), "host", 60_000), "tutti-invite+jwt", KEY));
        bad.put("a changed role", withRole(guest.path("token").asText(), "host"));
        bad.put("no token at all", "popcorn");
        return bad;
    }

    private static final String TYPE = "tutti-room+jwt";

    private static JWTClaimsSet claims(String user, String roomId, String role, long livesMs) {
        return new JWTClaimsSet.Builder()
                .issuer("tutti")
                .audience("tutti")
                .subject(user)
                .expirationTime(new Date(System.currentTimeMillis() + livesMs))
                .claim("room", roomId)
                .claim("role", role)
                .build();
    }

    private static String signed(JWTClaimsSet claims, String type, String key) throws JOSEException {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .type(new JOSEObjectType(type))
                        .build(),
                claims);
        token.sign(new MACSigner(Base64.getDecoder().decode(key)));
        return token.serialize();
    }

    /** As somebody would change it who has no key. */
    private static String withRole(String token, String role) throws IOException {
        String[] parts = token.split("\\.");
        ObjectNode claims = (ObjectNode) JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
        claims.put("role", role);
        String changed = Base64.getUrlEncoder().withoutPadding().encodeToString(JSON.writeValueAsBytes(claims));
        return parts[0] + "." + changed + "." + parts[2];
    }

    private Set<String> guarded() throws IOException {
        return routes().keySet().stream()
                .filter(route -> ROUTES.get(route) != Rule.EVERYONE)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Answer call(String route, String token) {
        String[] parts = route.split(" ");
        URI uri = server.uri(parts[1].replace("{id}", roomId()).replace("{inviteId}", "invite-0001"));
        List<String> headers = new ArrayList<>(List.of("Content-Type", "application/json"));
        if (token != null) {
            headers.addAll(List.of("Authorization", "Bearer " + token));
        }
        return Caller.call(parts[0], uri, parts[0].equals("POST") ? "{}" : null, headers.toArray(String[]::new));
    }

    private static String path(String route) {
        return route.split(" ")[1].replace("{id}", "no-such-room");
    }

    private static Answer operate(URI uri, String route, String token) {
        String method = route.split(" ")[0];
        List<String> headers = new ArrayList<>(List.of("Content-Type", "application/json"));
        if (token != null) {
            headers.addAll(List.of("Authorization", "Bearer " + token));
        }
        URI asked = route.equals("DELETE /bans") ? URI.create(uri + "?network=192.0.2.1") : uri;
        return Caller.call(method, asked, method.equals("POST") ? "{}" : null, headers.toArray(String[]::new));
    }

    /** With whether the page says that it asks for a token. */
    private static Map<String, Boolean> routes() throws IOException {
        return routes("openapi.yaml", "- roomToken:");
    }

    private static Map<String, Boolean> operatorsRoutes() throws IOException {
        return routes("operators.yaml", "- operatorToken:");
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

    /** By type, with a message that has in it what it must have. */
    private Map<String, String> messages() throws IOException {
        Map<String, String> messages = new LinkedHashMap<>();
        String all = Files.readString(DOCS.resolve("asyncapi.yaml"));
        for (MatchResult message : found("(?m)^ {4}client\\w+:\\n {6}name: \"([a-z:]+)\"\\n((?: {6}.*\\n?)*)", all)) {
            ObjectNode sample = JSON.createObjectNode();
            Matcher required = Pattern.compile("required: \\[([^]]*)]").matcher(message.group(2));
            assertThat(required.find()).as(message.group(1)).isTrue();
            for (String field : required.group(1).split(", ")) {
                sample.set(
                        field,
                        field.equals("type") ? JSON.valueToTree(message.group(1)) : sample(message.group(1), field));
            }
            if (message.group(1).equals("report")) {
                sample.put("driftMs", 1)
                        .put("rttMs", 1)
                        .put("bufferMs", 1)
                        .put("underruns", 0)
                        .put("seeks", 0);
            }
            messages.put(message.group(1), sample.toString());
        }
        return messages;
    }

    private JsonNode sample(String type, String field) {
        Object value = switch (field) {
            case "to", "userId" -> room.path("hostId").asText();
            case "roomId" -> roomId();
            case "name" -> "Ben";
            case "text" -> "hello";
            case "emoji" -> "🎉";
            case "kind" -> "live";
            case "codec" -> "opus";
            case "quality" -> "low";
            case "role" -> "moderator";
            case "ready" -> true;
            case "sampleRate" -> 48_000;
            case "channels" -> 2;
            case "audioBitrate" -> 128;
            case "entry", "playbackRate", "seq", "t0", "toMediaTime" -> 1;
            default -> throw new AssertionError("what may stand in " + field + " of " + type + "?");
        };
        return JSON.valueToTree(value);
    }

    private static String section(String text, String from, String to) {
        int begin = text.indexOf(from) + from.length();
        return text.substring(begin, text.indexOf(to, begin) + 1);
    }

    private static List<MatchResult> found(String pattern, String text) {
        return Pattern.compile(pattern).matcher(text).results().toList();
    }

    private String roomId() {
        return room.path("roomId").asText();
    }

    private String guestId() {
        return guest.path("userId").asText();
    }
}
