package tutti.gateway.socket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.http.javadsl.model.AttributeKeys;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.ws.Message;
import org.apache.pekko.http.javadsl.settings.ServerSettings;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tutti.gateway.tcp.AcceptedChannels;
import tutti.gateway.tcp.WritableChannels;
import tutti.gateway.testing.BareClient;
import tutti.gateway.testing.BareClient.Frame;
import tutti.gateway.wire.ServerMessage.Bye;

@DisplayName("The way past a client's stream")
class BypassTest {
    private static final ActorTestKit ACTORS = ActorTestKit.create();
    private static final WritableChannels WRITABLES = new WritableChannels();
    private static final BlockingQueue<Served> SERVED = new LinkedBlockingQueue<>();
    private static final AtomicLong ON_NODE = new AtomicLong();
    private static final int FRAMES_MAX = 2_000;
    private static final byte[] NOTHING = {};

    private static URI at;

    private BareClient client;
    private Outgoing out;
    private Served served;

    /** One client, as the server has it. */
    private record Served(Bypass bypass, Outgoing out, BlockingQueue<String> said, CompletableFuture<Object> over) {}

    @BeforeAll
    static void serve() throws Exception {
        AcceptedChannels accepted = new AcceptedChannels();
        ServerSettings settings = ServerSettings.create(ACTORS.system().classicSystem())
                .withRemoteAddressAttribute(true)
                .withSocketOptions(List.of(accepted));
        Bypasses bypasses = new Bypasses(
                accepted,
                WRITABLES,
                settings.getWebsocketSettings(),
                ACTORS.system().classicSystem());
        ServerBinding binding = Http.get(ACTORS.system())
                .newServerAt("127.0.0.1", 0)
                .withSettings(settings)
                .bindSync(request -> upgraded(bypasses, request))
                .toCompletableFuture()
                .get(10, SECONDS);
        at = URI.create("ws://127.0.0.1:" + binding.localAddress().getPort() + "/");
    }

    @AfterAll
    static void stop() {
        ACTORS.shutdownTestKit();
        WRITABLES.close();
    }

    @AfterEach
    void end() {
        client.close();
        await().until(() -> ON_NODE.get() == 0);
    }

    @Test
    void is_open_from_the_clients_first_frame_on_and_all_goes_by_it() throws Exception {
        connect();
        assertThat(served.bypass().isOpen()).isFalse();

        client.say("hello");
        assertThat(served.said().poll(10, SECONDS)).isEqualTo("hello");
        assertThat(served.bypass().isOpen()).isTrue();
        out.offer("a word");
        out.hear(sound(1));

        assertThat(client.next().text()).isEqualTo("a word");
        assertThat(client.next().payload()).isEqualTo(sound(1).bytes().toArray());
    }

    @Test
    void stays_closed_for_a_client_that_had_to_be_told_something_before_it_spoke() throws Exception {
        connect();

        out.end(Bye.draining(5));

        assertThat(client.next().text()).contains("draining");
        client.say("too late");
        assertThat(client.upTo(BareClient.CLOSE)).hasSize(1);
        assertThat(served.bypass().isOpen()).isFalse();
        client.send(BareClient.CLOSE, NOTHING);
        assertThat(client.isEnded()).isTrue();
    }

    @Test
    void is_shared_by_texts_and_sound_and_the_answers_to_pings() throws Exception {
        connectAndSpeak();
        int rounds = 300;

        for (int number = 0; number < rounds; number++) {
            client.send(BareClient.PING, ("ping " + number).getBytes(UTF_8));
            out.offer("text " + number);
            out.hear(sound(number));
            List<Frame> frames = List.of(client.next(), client.next(), client.next());

            assertThat(frames)
                    .extracting(Frame::opcode)
                    .containsExactlyInAnyOrder(BareClient.PONG, BareClient.TEXT, BareClient.BINARY);
            assertThat(frames).extracting(Frame::text).contains("ping " + number, "text " + number);
        }
    }

    @Test
    void brings_a_slow_client_all_texts_whole_and_in_order_and_what_sound_is_still_in_time() throws Exception {
        connectAndSpeak();

        for (int number = 0; number < 1_000; number++) {
            assertThat(out.offer(number + " " + "x".repeat(600))).isTrue();
            out.hear(sound(number));
            if (number % 100 == 0) {
                client.send(BareClient.PING, ("" + number).getBytes(UTF_8));
            }
        }
        assertThat(ON_NODE.get()).as("it is full").isGreaterThan(100_000);
        List<Frame> frames = new ArrayList<>();
        do {
            frames.addAll(client.upTo(BareClient.BINARY));
        } while (numberOf(frames.getLast()) < 999);
        out.end(Bye.draining(5));
        frames.addAll(client.upTo(BareClient.CLOSE));

        List<String> texts =
                of(BareClient.TEXT, frames).stream().map(Frame::text).toList();
        assertThat(texts).hasSize(1_001);
        assertThat(texts.getLast()).contains("draining");
        assertThat(texts.subList(0, 1_000))
                .isEqualTo(IntStream.range(0, 1_000)
                        .mapToObj(number -> number + " " + "x".repeat(600))
                        .toList());
        assertThat(of(BareClient.BINARY, frames))
                .extracting(BypassTest::numberOf)
                .isSorted()
                .doesNotHaveDuplicates()
                .hasSizeLessThan(1_000)
                .endsWith(IntStream.range(950, 1_000).boxed().toArray(Integer[]::new));
    }

    @Test
    void says_goodbye_after_what_was_said_before_and_closes_in_order() throws Exception {
        connectAndSpeak();

        out.offer("one");
        out.offer("two");
        out.end(Bye.draining(5));

        assertThat(out.offer("late")).isFalse();
        List<Frame> frames = client.upTo(BareClient.CLOSE);
        assertThat(frames).hasSize(4);
        assertThat(frames.get(2).text()).contains("draining");
        assertThat(frames.getLast().payload()).containsExactly(1_000 >> 8, (byte) 1_000);
        client.send(BareClient.CLOSE, NOTHING);
        assertThat(client.isEnded()).isTrue();
        await().until(() -> ON_NODE.get() == 0);
    }

    @Test
    void keeps_a_client_that_does_not_read_until_it_takes_its_goodbye() throws Exception {
        connectAndSpeak();
        fill();

        out.end(Bye.draining(5));
        assertThat(served.over()).isNotDone();
        List<Frame> frames = client.upTo(BareClient.CLOSE);

        assertThat(frames.get(frames.size() - 2).text()).contains("draining");
        client.send(BareClient.CLOSE, NOTHING);
        assertThat(client.isEnded()).isTrue();
        await().until(served.over()::isDone);
    }

    @Test
    void is_cut_for_a_client_that_takes_nothing_but_goes_on_speaking() throws Exception {
        connectAndSpeak();
        fill();
        client.send(BareClient.PING, NOTHING);
        out.end(Bye.draining(5));

        out.cut();

        await().until(served.over()::isDone);
        assertThat(client.isEnded()).isTrue();
        await().until(() -> ON_NODE.get() == 0);
    }

    @Test
    void ends_with_a_client_that_says_goodbye_itself() throws Exception {
        connectAndSpeak();
        out.offer("one");

        client.send(BareClient.CLOSE, NOTHING);

        assertThat(client.upTo(BareClient.CLOSE)).hasSizeLessThanOrEqualTo(2);
        assertThat(client.isEnded()).isTrue();
        await().until(served.over()::isDone);
        assertThat(out.offer("two")).isFalse();
    }

    @Test
    void ends_with_a_connection_that_breaks_also_while_it_is_full() throws Exception {
        connectAndSpeak();
        fill();

        client.close();

        await().until(served.over()::isDone);
        await().until(() -> !out.offer("more"));
        await().until(() -> ON_NODE.get() == 0);
    }

    @Test
    void ends_with_a_client_that_has_nothing_more_to_say() throws Exception {
        connectAndSpeak();

        client.endOutput();

        assertThat(client.isEnded()).isTrue();
        await().until(served.over()::isDone);
    }

    private void connect() throws InterruptedException {
        client = BareClient.connected(at);
        served = SERVED.poll(10, SECONDS);
        out = served.out();
    }

    private void connectAndSpeak() throws InterruptedException {
        connect();
        client.say("hello");
        assertThat(served.said().poll(10, SECONDS)).isEqualTo("hello");
    }

    /** Until texts wait here, and not in the operating system. */
    private void fill() {
        for (int number = 0; number < 500; number++) {
            assertThat(out.offer("x".repeat(1_000))).isTrue();
        }
        assertThat(ON_NODE.get()).isGreaterThan(100_000);
    }

    private static HttpResponse upgraded(Bypasses bypasses, HttpRequest request) {
        Bypass bypass = bypasses.forCaller(request);
        BlockingQueue<String> said = new LinkedBlockingQueue<>();
        CompletableFuture<Object> over = new CompletableFuture<>();
        Sink<Message, CompletionStage<Object>> in = Flow.<Message>create()
                .map(message -> message.asTextMessage().getStrictText())
                .toMat(Sink.<String>foreach(said::add), (nothing, done) -> done.thenApply(all -> (Object) all));
        Flow<Message, Message, NotUsed> messages = Flow.fromSinkAndSourceCoupledMat(
                        in,
                        Outgoing.source(FRAMES_MAX, new WaitingBytes(4_000_000, ON_NODE, 10_000_000), bypass),
                        Keep.both())
                .mapMaterializedValue(both -> {
                    both.first().whenComplete((done, broken) -> over.complete("over"));
                    SERVED.add(new Served(bypass, both.second(), said, over));
                    return NotUsed.getInstance();
                });
        return bypasses.upgraded(
                request.getAttribute(AttributeKeys.webSocketUpgrade).orElseThrow(), messages, bypass);
    }

    private static List<Frame> of(int opcode, List<Frame> frames) {
        return frames.stream().filter(frame -> frame.opcode() == opcode).toList();
    }

    private static int numberOf(Frame sound) {
        return ByteString.fromArray(sound.payload()).asByteBuffer().getShort(2);
    }

    private static SoundFrame sound(int number) {
        return SoundFrame.of(ByteString.fromArray(new byte[] {0x10, 0, (byte) (number >> 8), (byte) number}), 1);
    }
}
