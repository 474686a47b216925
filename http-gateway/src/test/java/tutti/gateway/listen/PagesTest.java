package tutti.gateway.listen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.SinkQueueWithCancel;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A listener")
class PagesTest {
    private static final ActorTestKit KIT = ActorTestKit.create();
    private static final ByteString HEADERS = ByteString.fromString("headers");

    private Pages pages;
    private SinkQueueWithCancel<ByteString> player;

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    @BeforeEach
    void tune() {
        Pair<Pages, SinkQueueWithCancel<ByteString>> tuned = Source.fromGraph(new PagesStage())
                .toMat(Sink.<ByteString>queue().withAttributes(Attributes.inputBuffer(1, 1)), Keep.both())
                .run(KIT.system());
        pages = tuned.first();
        player = tuned.second();
    }

    @Test
    void is_sent_the_headers_and_then_every_page_to_the_last() throws Exception {
        pages.begin(HEADERS);
        pages.offer(page(1));
        pages.offer(page(2));
        pages.end();

        assertThat(played()).containsExactly("headers", "1", "2");
    }

    @Test
    void waits_for_what_is_not_there_yet() throws Exception {
        var first = player.pull().toCompletableFuture();
        assertThat(first).isNotDone();

        pages.begin(HEADERS);

        assertThat(first.get(5, TimeUnit.SECONDS)).contains(HEADERS);
    }

    @Test
    void who_does_not_keep_up_goes_on_with_what_is_live() throws Exception {
        pages.begin(HEADERS);
        assertThat(player.pull().toCompletableFuture().get(5, TimeUnit.SECONDS)).contains(HEADERS);

        List<Boolean> kept = new ArrayList<>();
        for (int number = 0; number < 10 * Pages.WAITING_MAX; number++) {
            kept.add(pages.offer(page(number)));
        }
        pages.end();

        assertThat(kept).contains(false);
        List<String> played = played();
        assertThat(played).hasSizeLessThanOrEqualTo(Pages.WAITING_MAX + 1);
        assertThat(played.getLast()).isEqualTo(Integer.toString(10 * Pages.WAITING_MAX - 1));
    }

    @Test
    void who_is_slow_from_the_beginning_still_begins_with_the_headers() {
        Pages unread = new Pages(() -> {});
        unread.begin(HEADERS);

        for (int number = 0; number <= Pages.WAITING_MAX; number++) {
            unread.offer(page(number));
        }

        assertThat(unread.next()).isEqualTo(HEADERS);
        assertThat(unread.next()).isEqualTo(page(Pages.WAITING_MAX));
        assertThat(unread.isEmpty()).isTrue();
    }

    private List<String> played() throws InterruptedException, ExecutionException, TimeoutException {
        List<String> played = new ArrayList<>();
        for (Optional<ByteString> page = pull(); page.isPresent(); page = pull()) {
            played.add(page.get().utf8String());
        }
        return played;
    }

    private Optional<ByteString> pull() throws InterruptedException, ExecutionException, TimeoutException {
        return player.pull().toCompletableFuture().get(5, TimeUnit.SECONDS);
    }

    private static ByteString page(int number) {
        return ByteString.fromString(Integer.toString(number));
    }
}
