package tutti.gateway.socket;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.http.javadsl.model.ws.Message;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.SinkQueueWithCancel;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tutti.gateway.wire.ServerMessage.Bye;

@DisplayName("A client's way out")
class OutgoingTest {
    private static final ActorTestKit ACTORS = ActorTestKit.create();
    private static final int FRAMES_MAX = 8;

    private final AtomicLong onNode = new AtomicLong();
    private final Pair<Outgoing, SinkQueueWithCancel<Message>> stream = Outgoing.source(
                    FRAMES_MAX, new WaitingBytes(100_000, onNode, 1_000_000), null)
            .toMat(Sink.<Message>queue().withAttributes(Attributes.inputBuffer(1, 1)), Keep.both())
            .run(ACTORS.system());
    private final Outgoing out = stream.first();

    @AfterAll
    static void stop() {
        ACTORS.shutdownTestKit();
    }

    @Test
    void sends_what_comes_while_the_client_waits_for_it() throws Exception {
        assertThat(out.offer("one")).isTrue();
        assertThat(pulled()).contains("one");

        out.hear(sound(1));
        assertThat(pulled()).contains("sound 1");
        out.offer("two");
        assertThat(pulled()).contains("two");
    }

    @Test
    void lets_texts_pass_the_sound_that_waits() throws Exception {
        for (int number = 0; number < 20; number++) {
            out.hear(sound(number));
        }
        out.offer("a word");

        List<String> sent = new ArrayList<>();
        while (!sent.contains("a word")) {
            sent.add(pulled().orElseThrow());
        }

        // Those that the stream had in hand already.
        assertThat(sent).hasSizeLessThanOrEqualTo(4);
    }

    @Test
    void throws_away_old_sound_and_never_a_text() throws Exception {
        out.offer("first");
        IntStream.range(0, 200).forEach(number -> out.hear(sound(number)));
        out.offer("second");
        out.end(null);

        List<String> sent = all();

        assertThat(sent).contains("first", "second").doesNotContain("sound 100");
        assertThat(sent.indexOf("first")).isLessThan(sent.indexOf("second"));
    }

    @Test
    void refuses_texts_past_its_bound_and_still_has_room_for_the_last_word() throws Exception {
        int taken = 0;
        while (taken < 100 && out.offer("text " + taken)) {
            taken++;
        }
        out.end(Bye.draining(5));
        out.end(null);

        List<String> sent = all();

        assertThat(taken).isBetween(FRAMES_MAX, FRAMES_MAX + 3);
        assertThat(sent).hasSize(taken + 1);
        assertThat(sent.getLast()).contains("draining");
        assertThat(out.offer("late")).isFalse();
        assertThat(out.hear(sound(1))).isFalse();
        assertThat(onNode).hasValue(0);
    }

    @Test
    void is_cut_for_a_client_that_takes_nothing() {
        out.cut();

        assertThatThrownBy(this::all).isInstanceOf(ExecutionException.class).hasMessageContaining("does not take");
    }

    @Test
    void loses_nothing_of_what_many_threads_offer() throws Exception {
        List<Thread> threads = IntStream.range(0, 4)
                .mapToObj(thread -> Thread.ofVirtual().start(() -> {
                    for (int number = 0; number < 500; ) {
                        if (out.offer(thread + ":" + number)) {
                            number++;
                        } else {
                            Thread.onSpinWait();
                        }
                    }
                }))
                .toList();

        List<String> sent = new ArrayList<>();
        while (sent.size() < 2_000) {
            sent.add(pulled().orElseThrow());
        }

        assertThat(sent).doesNotHaveDuplicates();
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private List<String> all() throws ExecutionException, InterruptedException, TimeoutException {
        List<String> sent = new ArrayList<>();
        for (Optional<String> next = pulled(); next.isPresent(); next = pulled()) {
            sent.add(next.get());
        }
        return sent;
    }

    private Optional<String> pulled() throws ExecutionException, InterruptedException, TimeoutException {
        return stream.second().pull().toCompletableFuture().get(10, SECONDS).map(OutgoingTest::shown);
    }

    private static String shown(Message message) {
        return message.isText()
                ? message.asTextMessage().getStrictText()
                : "sound " + message.asBinaryMessage().getStrictData().apply(2);
    }

    private static SoundFrame sound(int number) {
        return SoundFrame.of(ByteString.fromArray(new byte[] {0x10, 0, (byte) number}), 1);
    }
}
