package tutti.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The tidy test compares all names in both directions; here a wrong one fails with the code it is in. */
@DisplayName("docs/protocol.md")
class ProtocolPageTest {
    private static final Path PAGE = Path.of("../docs/protocol.md");
    private static final Pattern QUOTED = Pattern.compile("`([a-z:-]+)`");

    @Test
    void tells_of_every_message() throws IOException {
        assertThat(words()).containsAll(namesOf(ClientMessage.class));
        assertThat(words()).containsAll(namesOf(ServerMessage.class));
    }

    @Test
    void tells_of_every_code() throws IOException {
        assertThat(words())
                .containsAll(Arrays.stream(Code.values()).map(Code::word).toList());
    }

    private static List<String> words() throws IOException {
        return QUOTED.matcher(Files.readString(PAGE))
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    private static List<String> namesOf(Class<?> messages) {
        return Arrays.stream(messages.getPermittedSubclasses())
                .map(Codec::nameOf)
                .toList();
    }
}
