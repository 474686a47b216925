package tutti.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tutti.gateway.testing.AnnsRoom;
import tutti.gateway.testing.ApiPages;
import tutti.gateway.testing.Caller;
import tutti.gateway.testing.Caller.Answer;
import tutti.gateway.testing.ForgedTokens;
import tutti.gateway.testing.Guest;
import tutti.gateway.testing.Server;

/**
 * Every route of openapi.yaml and every message of asyncapi.yaml has its rule here, and each that is not for everyone is tried
 * with all the tokens that are not good enough. What is new has to say who may.
 */
@DisplayName("Each route and message")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RulesTest {
    private static final String KEY =
            Base64.getEncoder().encodeToString("a key for the tests, of forty letters".getBytes(UTF_8));

    private enum Rule {
        EVERYONE,
        /** Whoever is let in: any token of the room. */
        MEMBERS,
        /** The host and moderators. */
        KEEPERS,
        HOST
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
    private AnnsRoom room;
    private JsonNode guest;
    private ForgedTokens forged;
    private Map<String, String> badTokens;

    @BeforeAll
    void start(@TempDir Path home) throws JOSEException, IOException {
        server = Server.start(
                home,
                ConfigFactory.parseString("tutti.gateway { tokens.key = \"" + KEY
                        + "\", limits { others.burst = 100, control.burst = 100, malformed.burst = 100 } }"));
        room = AnnsRoom.open(server);
        guest = room.askForToken("").json();
        forged = new ForgedTokens(room, KEY, guest.path("token").asText());
        badTokens = forged.bad();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void has_its_rule_here() throws IOException {
        Map<String, Boolean> routes = ApiPages.routes();

        assertThat(ROUTES.keySet()).containsAll(routes.keySet());
        assertThat(MESSAGES.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        ApiPages.messages(this::sample).keySet());
        routes.forEach((route, guarded) -> assertThat(guarded)
                .as("%s asks for a token in openapi.yaml", route)
                .isEqualTo(ROUTES.get(route) != Rule.EVERYONE));
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
                            String hosts = forged.hosts(guestId());
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
                        eve.askJoin(room.id(), "Eve", bad.getValue());

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
        return ApiPages.messages(this::sample).entrySet().stream()
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
        ApiPages.messages(this::sample).forEach((type, message) -> {
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
        String hosts = forged.hosts(guestId());
        try (Guest ann = room.host();
                Guest ben = Guest.connected(server.socket()).join(room.id(), "Ben", hosts)) {
            assertThat(ben.at("/you/role")).isEqualTo("guest");

            assertThat(ben.ask(message).path("code").asText()).isEqualTo("not-allowed");
            assertThat(ann.isOpen()).isTrue();
        }
    }

    private Guest guest() {
        return Guest.connected(server.socket())
                .join(room.id(), "Ben", guest.path("token").asText());
    }

    private Set<String> guarded() throws IOException {
        return ApiPages.routes().keySet().stream()
                .filter(route -> ROUTES.get(route) != Rule.EVERYONE)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Answer call(String route, String token) {
        String[] parts = route.split(" ");
        URI uri = server.uri(parts[1].replace("{id}", room.id()).replace("{inviteId}", "invite-0001"));
        List<String> headers = new ArrayList<>(List.of("Content-Type", "application/json"));
        if (token != null) {
            headers.addAll(List.of("Authorization", "Bearer " + token));
        }
        return Caller.call(parts[0], uri, parts[0].equals("POST") ? "{}" : null, headers.toArray(String[]::new));
    }

    private Object sample(String type, String field) {
        return switch (field) {
            case "to", "userId" -> room.opened().path("hostId").asText();
            case "roomId" -> room.id();
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
    }

    private String guestId() {
        return guest.path("userId").asText();
    }
}
