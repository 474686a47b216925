package tutti.engine.room;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.serialization.Serializers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import tutti.engine.room.chat.ChatLog;

/**
 * The bytes of every release's journal must be readable for ever. They lie in `journal/vN`, with the serializer and manifest
 * of each in `index.txt`. A new version is written with `-Dtutti.journal.write=vN`; an old one is never written again.
 */
@DisplayName("The journal")
class GoldenJournalTest {
    private static final Path JOURNALS = Path.of("src/test/resources/journal");
    private static final ActorTestKit ACTORS = ActorTestKit.create("journal", TestRoom.CONFIG);
    private static final Serialization SERIALIZATION =
            SerializationExtension.get(ACTORS.system().classicSystem());

    private record Entry(String name, int serializer, String manifest) {}

    @AfterAll
    static void stop() {
        ACTORS.shutdownTestKit();
    }

    @TestFactory
    List<DynamicTest> of_version_1_still_means_what_it_meant() throws IOException {
        return tests(JOURNALS.resolve("v1"), specimens());
    }

    @TestFactory
    List<DynamicTest> of_version_2_means_what_was_written_down_since_too() throws IOException {
        return tests(JOURNALS.resolve("v2"), specimensSince2());
    }

    private static List<DynamicTest> tests(Path version, Map<String, Object> meant) throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Entry entry : index(version)) {
            tests.add(DynamicTest.dynamicTest(
                    entry.name(), () -> assertThat(read(version, entry)).isEqualTo(meant.get(entry.name()))));
        }
        assertThat(tests).hasSameSizeAs(meant.keySet());
        return tests;
    }

    @Test
    void has_a_specimen_of_every_event_and_every_state_that_is_stored() {
        Set<Class<?>> shown = new HashSet<>();
        specimens().values().forEach(specimen -> shown.add(specimen.getClass()));

        assertThat(shown)
                .containsAll(Arrays.stream(RoomEvent.class.getPermittedSubclasses())
                        .filter(Class::isRecord)
                        .toList())
                .contains(OpenRoom.class, ClosedRoom.class);
    }

    @Test
    void can_be_replayed_into_a_room_that_shows_what_happened() throws IOException {
        Path version = JOURNALS.resolve("v1");
        Map<String, Object> read = new LinkedHashMap<>();
        for (Entry entry : index(version)) {
            read.put(entry.name(), read(version, entry));
        }

        RoomState state = new UnopenedRoom();
        for (String name : List.of("opened", "playback-moved-play", "said", "host-changed", "source-changed")) {
            state = state.after((RoomEvent) read.get(name));
        }

        OpenRoom room = (OpenRoom) state;
        assertThat(room.timeline().version()).isEqualTo(3);
        assertThat(room.chat()).extracting(ChatLog::nextSeq).isEqualTo(8L);
        assertThat(room.after((RoomEvent) read.get("closed-host"))).isEqualTo(new ClosedRoom(CloseReason.HOST));
    }

    @Test
    @EnabledIfSystemProperty(named = "tutti.journal.write", matches = "v[0-9]+")
    void is_written_for_a_new_version() throws IOException {
        Path version = JOURNALS.resolve(System.getProperty("tutti.journal.write"));
        Files.createDirectories(JOURNALS);
        Files.createDirectory(version);
        StringBuilder index = new StringBuilder();
        for (Map.Entry<String, Object> specimen : specimensSince2().entrySet()) {
            Object value = specimen.getValue();
            var serializer = SERIALIZATION.findSerializerFor(value);
            Files.write(version.resolve(specimen.getKey() + ".cbor"), serializer.toBinary(value));
            index.append("%s %d %s%n"
                    .formatted(specimen.getKey(), serializer.identifier(), Serializers.manifestFor(serializer, value)));
        }
        Files.writeString(version.resolve("index.txt"), index, UTF_8);
    }

    private static Map<String, Object> specimens() {
        Map<String, Object> specimens = new LinkedHashMap<>();
        specimens.putAll(Specimens.events());
        specimens.putAll(Specimens.states());
        return specimens;
    }

    private static Map<String, Object> specimensSince2() {
        Map<String, Object> specimens = specimens();
        specimens.putAll(Specimens.since2());
        return specimens;
    }

    private static List<Entry> index(Path version) throws IOException {
        return Files.readAllLines(version.resolve("index.txt"), UTF_8).stream()
                .map(line -> line.split(" "))
                .map(parts -> new Entry(parts[0], Integer.parseInt(parts[1]), parts[2]))
                .toList();
    }

    private static Object read(Path version, Entry entry) throws IOException {
        byte[] bytes = Files.readAllBytes(version.resolve(entry.name() + ".cbor"));
        return SERIALIZATION
                .deserialize(bytes, entry.serializer(), entry.manifest())
                .get();
    }
}
