package tutti.engine;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static tutti.engine.EngineScenario.ANN;
import static tutti.engine.EngineScenario.BEN;
import static tutti.engine.EngineScenario.ROOM;
import static tutti.engine.EngineScenario.done;
import static tutti.engine.EngineScenario.enter;
import static tutti.engine.EngineScenario.film;
import static tutti.engine.EngineScenario.ok;
import static tutti.engine.EngineScenario.refusal;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tutti.engine.id.RoomId;
import tutti.engine.room.Refusal;
import tutti.engine.room.chat.ChatLine;
import tutti.engine.testing.Node;
import tutti.engine.testing.RecordingOutbox;
import tutti.engine.testing.SmallDisk;

/** See docs/decisions/0011. */
@DisplayName("An engine whose disk is full")
class FullDiskTest {
    private static final int DISK_MB = 16;
    private static final long KEPT_FREE = 4 << 20;

    @TempDir
    Path data;

    private SmallDisk disk;
    private Node node;
    private RecordingOutbox ann;

    @BeforeEach
    void mount() throws IOException, InterruptedException {
        disk = SmallDisk.mountedOn(data, DISK_MB);
    }

    @AfterEach
    void unmount() throws IOException {
        if (disk != null) {
            disk.free();
            if (node != null) {
                node.close();
            }
            disk.unmount();
        }
    }

    @Test
    void refuses_at_once_what_would_have_to_be_written_and_goes_on_with_all_else() throws IOException {
        start(KEPT_FREE);
        ok(node.rooms().say(ROOM, ANN, null, "before"));

        disk.fillTo(KEPT_FREE - 1);

        assertThat(refusal(node.rooms().say(ROOM, ANN, null, "meanwhile"))).isEqualTo(Refusal.UNAVAILABLE);
        assertThat(refusal(node.rooms().play(ROOM, ANN))).isEqualTo(Refusal.UNAVAILABLE);
        assertThat(refusal(node.rooms().open(film(new RoomId("another"))))).isEqualTo(Refusal.UNAVAILABLE);
        assertThat(done(node.engine.ready())).isFalse();
        assertThat(done(node.engine.up())).isTrue();
        RecordingOutbox ben = enter(node, BEN);
        ok(node.rooms().react(ROOM, BEN, "🎉"));
        await().until(() -> ann.frames.contains("joined ben-0001 of 2"));
        assertThat(ben.view.chat()).extracting(ChatLine::text).containsExactly("before");
    }

    @Test
    void writes_again_as_soon_as_there_is_space() throws IOException {
        start(KEPT_FREE);
        disk.fillTo(KEPT_FREE - 1);
        assertThat(refusal(node.rooms().say(ROOM, ANN, null, "meanwhile"))).isEqualTo(Refusal.UNAVAILABLE);

        disk.free();

        ok(node.rooms().say(ROOM, ANN, null, "after"));
        assertThat(done(node.engine.ready())).isTrue();
        await().until(() -> ann.frames.contains("said 1 after"));
    }

    @Test
    void comes_up_on_a_full_disk_with_all_it_has() throws IOException {
        start(KEPT_FREE);
        ok(node.rooms().say(ROOM, ANN, null, "before"));
        disk.fillTo(KEPT_FREE - 1);

        node.close();
        start(KEPT_FREE);

        assertThat(ann.view.chat()).extracting(ChatLine::text).containsExactly("before");
    }

    @Test
    void loses_nothing_when_there_is_not_a_block_left_and_writes_again_when_there_is() throws IOException {
        start(0);

        List<String> acknowledged = sayUntilRefused();
        disk.free();
        await().atMost(20, SECONDS).until(() -> done(node.rooms().say(ROOM, ANN, null, "after")) instanceof Outcome.Ok);

        acknowledged.add("after");
        node.close();
        start(0);
        assertThat(ann.view.chat())
                .extracting(ChatLine::text)
                .containsAll(acknowledged)
                .doesNotHaveDuplicates();
    }

    /** Those that were acknowledged. The disk gets full in the midst of it. */
    private List<String> sayUntilRefused() throws IOException {
        List<String> acknowledged = new ArrayList<>();
        for (int i = 0; ; i++) {
            if (i == 10) {
                disk.fillUp();
            }
            String line = "line " + i;
            if (done(node.rooms().say(ROOM, ANN, null, line)) instanceof Outcome.Refused<Rooms.Done> refused) {
                assertThat(refused.refusal()).isEqualTo(Refusal.UNAVAILABLE);
                return acknowledged;
            }
            acknowledged.add(line);
        }
    }

    private void start(long keptFreeBytes) {
        node = Node.start(ConfigFactory.parseString("""
                tutti.engine {
                  data-dir = "%s"
                  jdbc.disk-kept-free = %d
                }
                """.formatted(data, keptFreeBytes)));
        await().atMost(30, SECONDS).until(() -> done(node.engine.up()));
        node.rooms().open(film(ROOM)).toCompletableFuture().join();
        ann = enter(node, ANN);
    }
}
