package tutti.engine.audio.opus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import java.util.EnumSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tutti.engine.audio.Tier;

@DisplayName("A node's transcoders")
class TranscodersTest {
    private static final List<ByteString> OPUS = Music.ofSeconds(2).opus();
    private static final int WAITING_MAX = 10;

    private static ActorTestKit kit;
    private static Transcoders transcoders;

    private final Queue<TranscodedPacket> out = new ConcurrentLinkedQueue<>();

    @BeforeAll
    static void start() {
        kit = ActorTestKit.create(ConfigFactory.load());
        transcoders = new Transcoders(kit.system(), new TranscodingSettings(2, WAITING_MAX));
    }

    @AfterAll
    static void stop() {
        kit.shutdownTestKit();
    }

    @Test
    void work_on_threads_of_their_own() {
        Set<String> threads = ConcurrentHashMap.newKeySet();
        Transcoding room = open(packet -> threads.add(Thread.currentThread().getName()));
        room.want(Set.of(Tier.LOW));

        hear(room, 0, 5);

        await().until(() -> !threads.isEmpty());
        assertThat(threads).allMatch(name -> name.contains("transcoding-dispatcher"));
        room.stop();
    }

    @Test
    void hand_on_every_packet_of_a_host_who_sends_as_fast_as_sound_goes() {
        Transcoding room = open(out::add);
        room.want(EnumSet.of(Tier.MEDIUM, Tier.LOW));

        for (int seq = 0; seq < 50; seq++) {
            hear(room, seq, 1);
            int sofar = seq;
            await().until(() -> out.size() >= 2 * sofar);
        }

        assertThat(out.stream().filter(packet -> packet.tier() == Tier.LOW).map(TranscodedPacket::seq))
                .hasSize(49)
                .isSorted();
        assertThat(room.tally()).isEqualTo(new Tally(50, 0, 0, 0, 0));
        room.stop();
    }

    @Test
    void decode_nothing_that_nobody_listens_to() {
        Transcoding room = open(out::add);
        hear(room, 0, 20);
        room.want(Set.of(Tier.LOW));

        hear(room, 20, 5);

        await().until(() -> out.size() == 4);
        assertThat(room.tally()).isEqualTo(new Tally(5, 0, 0, 0, 0));
        room.stop();
    }

    @Test
    void drop_what_waits_when_more_comes_than_they_can_take() throws InterruptedException {
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch stuck = new CountDownLatch(1);
        Transcoding room = open(packet -> {
            out.add(packet);
            stuck.countDown();
            uninterrupted(goOn);
        });
        room.want(Set.of(Tier.LOW));
        hear(room, 0, 2);
        stuck.await();

        hear(room, 2, 95);

        assertThat(room.tally().dropped()).isBetween(80L, 95L);
        goOn.countDown();
        await().until(() -> room.tally().heard() + room.tally().dropped() == 97);
        assertThat(out).hasSizeLessThan(2 * WAITING_MAX);
        assertThat(out.stream().map(TranscodedPacket::seq)).isSorted().endsWith(95L);
        room.stop();
    }

    @Test
    void take_so_many_rooms_until_one_has_stopped() {
        Transcoding room = open(out::add);
        Transcoding next = open(out::add);
        assertThat(transcoders.ofOpus(2, out::add)).isEmpty();

        room.stop();
        room.stop();
        room.want(Set.of(Tier.LOW));
        hear(room, 0, 10);

        Transcoding third = open(out::add);
        assertThat(transcoders.open()).isEqualTo(2);
        assertThat(room.tally()).isEqualTo(new Tally(0, 0, 0, 0, 0));
        next.stop();
        third.stop();
        assertThat(transcoders.open()).isZero();
    }

    @Test
    void keep_a_quarter_of_their_places_for_raw_sound() {
        Transcoders four = new Transcoders(kit.system(), new TranscodingSettings(4, WAITING_MAX));
        for (int room = 0; room < 3; room++) {
            assertThat(four.ofOpus(2, out::add)).isPresent();
        }

        assertThat(four.ofOpus(2, out::add)).isEmpty();
        assertThat(four.hasPlaceForPcm()).isTrue();
        assertThat(four.ofPcm(2, out::add)).isPresent();
        assertThat(four.hasPlaceForPcm()).isFalse();
        assertThat(four.ofPcm(2, out::add)).isEmpty();
    }

    @Test
    void go_on_when_nobody_takes_what_they_hand_out() {
        Transcoding room = open(packet -> {
            out.add(packet);
            throw new IllegalStateException("full");
        });
        room.want(Set.of(Tier.LOW));

        hear(room, 0, 5);

        await().until(() -> out.size() == 4);
        room.stop();
    }

    @Test
    void refuse_a_setting_by_which_they_could_not_keep_up() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TranscodingSettings(2, 5))
                .withMessageContaining("tutti.engine.transcoding.waiting-max");
        assertThat(TranscodingSettings.from(ConfigFactory.load().getConfig("tutti.engine")))
                .isEqualTo(new TranscodingSettings(40, 10));
    }

    private Transcoding open(Consumer<TranscodedPacket> taker) {
        return transcoders.ofOpus(2, taker).orElseThrow();
    }

    private static void hear(Transcoding room, int firstSeq, int count) {
        for (int seq = firstSeq; seq < firstSeq + count; seq++) {
            room.hear(new TimedPacket(1, seq, OPUS.get(seq)));
        }
    }

    private static void uninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
