package tutti.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.nimbusds.jose.JOSEException;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
import tutti.gateway.testing.Server;

/**
 * Every route of operators.yaml has its rule here, and each that is not for everyone is tried with all the tokens that are not
 * good enough. What is new has to say who may.
 */
@DisplayName("Each route of operators")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperatorsRulesTest {
    private static final String KEY =
            Base64.getEncoder().encodeToString("a key for the tests, of forty letters".getBytes(UTF_8));
    private static final String OPERATOR = "a-token-of-the-operator-for-tests";

    /** Of the management port, with whether it takes the operators' token; who gets there may look. */
    private static final Map<String, Boolean> ROUTES = Map.ofEntries(
            Map.entry("GET /metrics", false),
            Map.entry("GET /cluster", false),
            Map.entry("GET /cluster/rooms/{id}", false),
            Map.entry("GET /health/alive", false),
            Map.entry("GET /health/ready", false),
            Map.entry("DELETE /rooms/{id}", true),
            Map.entry("GET /bans", true),
            Map.entry("POST /bans", true),
            Map.entry("DELETE /bans", true));

    private Server server;
    private AnnsRoom room;
    private Map<String, String> badTokens;

    @BeforeAll
    void start(@TempDir Path home) throws JOSEException, IOException {
        server = Server.start(
                home,
                ConfigFactory.parseString("tutti.gateway { tokens.key = \"" + KEY + "\", management.token = " + OPERATOR
                        + ", limits.operators.burst = 1000 }"));
        room = AnnsRoom.open(server);
        String guests = room.askForToken("").json().path("token").asText();
        badTokens = new ForgedTokens(room, KEY, guests).bad();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void has_its_rule_here() throws IOException {
        assertThat(ROUTES).isEqualTo(ApiPages.operatorsRoutes());
    }

    /** What the code answers on that port begins with words that the page knows. */
    @Test
    void stands_in_their_page() throws IOException {
        Path routes = Path.of("src/main/java/tutti/gateway/route");
        Set<String> told =
                ROUTES.keySet().stream().map(route -> route.split("[ /]+")[1]).collect(Collectors.toSet());
        for (String file : List.of("ManagementRoutes.java", "OperatorRoutes.java")) {
            assertThat(ApiPages.found("(?:path|segment)\\(\\s*\"([a-z]+)\"", Files.readString(routes.resolve(file))))
                    .as(file)
                    .isNotEmpty()
                    .allSatisfy(word -> assertThat(told).contains(word.group(1)));
        }
    }

    @TestFactory
    List<DynamicTest> takes_no_token_but_theirs_and_is_on_no_other_port() {
        List<DynamicTest> tests = new ArrayList<>();
        ROUTES.forEach((route, isGuarded) -> {
            if (isGuarded) {
                Map<String, String> bad = new LinkedHashMap<>(badTokens);
                bad.put("a host's", room.token());
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
    void takes_theirs() {
        ROUTES.forEach((route, isGuarded) -> assertThat(
                        operate(server.managementUri(path(route)), route, isGuarded ? OPERATOR : null)
                                .status())
                .as(route)
                .isIn(isGuarded ? Set.of(200, 201, 400, 404) : Set.of(200)));
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
}
