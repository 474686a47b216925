package tutti.engine.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static tutti.engine.audio.Sounds.LIVE;
import static tutti.engine.audio.Sounds.ROOM;
import static tutti.engine.audio.Sounds.packet;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tutti.engine.clock.ManualClock;
import tutti.engine.id.BroadcastId;

@DisplayName("A room's sound on a node")
class NodeSoundTest {
    private static final long START_US = 1_795_000_000_000_000L;
    private static final long AHEAD_US = 7_000_000;

    private final ActorTestKit kit = ActorTestKit.create(ManualTime.config());
    private final ManualTime time = ManualTime.get(kit.system());
    private final ManualClock clock = new ManualClock(START_US);
    private final TestProbe<DeskCommand> far = kit.createTestProbe();
    private final TestProbe<DeskCommand> desk = kit.createTestProbe();
    private final TestProbe<FromNode> origin = kit.createTestProbe();
    private final RecordingListener ann = new RecordingListener();
    private final ActorRef<NodeCommand> sound = kit.spawn(NodeSound.create(
            new Grant(ROOM, LIVE, 1, "far"),
            "here",
            clock,
            (address, message) -> far.ref().tell(message),
            desk.ref()));

    private long sent;
    private long hearings;

    @AfterEach
    void stop() {
        kit.shutdownTestKit();
    }

    @Test
    void asks_what_time_it_is_there_before_it_asks_for_sound() {
        begin();

        assertThat(beat().tiers()).isEmpty();
        answer();
        FromNode.Beat second = beatFor(Tier.HIGH);
        assertThat(second.fresh()).isTrue();
    }

    @Test
    void asks_again_as_soon_as_it_is_told_that_there_is_an_origin_to_answer() {
        begin();
        beat();

        sound.tell(new NodeCommand.Moved(new Grant(ROOM, LIVE, 1, "far")));
        beat();
        answer();
        beatFor(Tier.HIGH);
        sound.tell(new NodeCommand.Moved(new Grant(ROOM, LIVE, 1, "far")));

        far.expectNoMessage();
    }

    @Test
    void gives_nobody_what_was_left_of_the_broadcast_before() {
        subscribe();
        for (long seq = 0; seq < 25; seq++) {
            hears(seq, START_US + AHEAD_US + 380_000 + seq * 20_000);
        }
        await().until(() -> ann.hasHeard(23));
        sound.tell(new Hearing.Finish(ROOM, ann, LIVE));

        RecordingListener ben = new RecordingListener();
        Grant next = new Grant(ROOM, new BroadcastId("live-0002"), 2, "far");
        sound.tell(new Hearing.Begin(next, ben, Quality.AUTO));
        sound.tell(new FromOrigin.Packet(1, at(2, 0, 2, START_US + AHEAD_US + 900_000)));
        sound.tell(new FromOrigin.Packet(2, at(2, 1, 2, START_US + AHEAD_US + 920_000)));
        sound.tell(new FromOrigin.Packet(3, at(2, 2, 2, START_US + AHEAD_US + 940_000)));

        await().until(() -> ben.hasHeard(2));
        assertThat(ben.frames).extracting(AudioFrame::epoch).containsOnly(2L);
    }

    @Test
    void says_when_to_hear_it_by_its_own_clock() {
        subscribe();

        hears(0, START_US + AHEAD_US + 380_000);
        hears(1, START_US + AHEAD_US + 400_000);
        hears(2, START_US + AHEAD_US + 420_000);

        await().until(() -> ann.hasHeard(2));
        assertThat(ann.last().ptsUs()).isEqualTo(START_US + 380_000);
    }

    @Test
    void tells_how_much_of_it_came() {
        subscribe();
        for (long seq = 0; seq < 25; seq++) {
            hears(seq, START_US + AHEAD_US + 380_000 + seq * 20_000);
        }

        assertThat(lastTook(20)).isEqualTo(20);
        sent = 40;
        answer();
        assertThat(lastTook(40)).isEqualTo(40);
    }

    @Test
    void counts_with_an_origin_that_had_forgotten_it() {
        subscribe();
        for (long seq = 0; seq < 25; seq++) {
            hears(seq, START_US + AHEAD_US + 380_000 + seq * 20_000);
        }
        lastTook(20);

        sent = 0;
        hears(25, START_US + AHEAD_US + 880_000);

        assertThat(lastTook(1)).isEqualTo(1);
    }

    @Test
    void asks_again_for_what_may_have_been_lost_when_the_origin_was_silent() {
        subscribe();
        for (int each = 0; each < 3; each++) {
            answer();
        }
        passes(Duration.ofMillis(100));
        beat();
        answer();

        passes(Duration.ofMillis(900));
        assertThat(beat().fresh()).isFalse();
        passes(Duration.ofSeconds(1));
        assertThat(beat().fresh()).isTrue();
        answer();

        assertThat(beat().fresh()).isTrue();
        answer();
        passes(Duration.ofSeconds(1));
        assertThat(beat().fresh()).isFalse();
    }

    @Test
    void hears_nothing_of_an_upload_that_is_no_more() {
        subscribe();
        sound.tell(new NodeCommand.Moved(new Grant(ROOM, LIVE, 2, "far")));
        hears(0, START_US + AHEAD_US + 380_000);
        hears(1, START_US + AHEAD_US + 400_000);
        sound.tell(new FromOrigin.Packet(1, at(2, 40, 2, START_US + AHEAD_US + 900_000)));
        sound.tell(new FromOrigin.Packet(2, at(2, 41, 2, START_US + AHEAD_US + 920_000)));

        await().until(() -> !ann.frames.isEmpty());
        assertThat(ann.frames).extracting(AudioFrame::epoch).containsOnly(2L);
    }

    @Test
    void says_that_it_is_not_needed_ten_seconds_after_its_last_guest() {
        subscribe();
        hearing(new Hearing.End(ROOM, ann));

        for (int second = 0; second < 12; second++) {
            passes(Duration.ofSeconds(1));
        }

        DeskCommand.Idle idle = desk.expectMessageClass(DeskCommand.Idle.class);
        assertThat(idle.served()).isEqualTo(hearings);
    }

    @Test
    void asks_at_once_for_what_somebody_lacks_and_leaves_out_what_nobody_hears_with_the_next_tick() {
        subscribe();
        RecordingListener ben = new RecordingListener();

        hearing(begins(ben, Quality.LOW));
        assertThat(beat().tiers()).containsExactlyInAnyOrder(Tier.HIGH, Tier.LOW);
        answer();
        hearing(begins(new RecordingListener(), Quality.LOW));
        hearing(new Hearing.Choose(ROOM, ben, Quality.HIGH));
        far.expectNoMessage();
        hearing(new Hearing.Choose(ROOM, ben, Quality.MEDIUM));
        assertThat(beat().tiers()).containsExactlyInAnyOrder(Tier.HIGH, Tier.MEDIUM, Tier.LOW);

        hearing(new Hearing.Choose(ROOM, ben, Quality.HIGH));
        far.expectNoMessage();
        passes(Duration.ofMillis(100));
        assertThat(beat().tiers()).containsExactlyInAnyOrder(Tier.HIGH, Tier.LOW);
    }

    @Test
    void tells_everyone_the_figures_once_a_second_however_often_somebody_asks_for_another_tier() {
        subscribe();
        List<RecordingListener> crowd =
                Stream.generate(RecordingListener::new).limit(300).toList();
        crowd.forEach(each -> hearing(begins(each, Quality.AUTO)));
        passes(Duration.ofSeconds(1));
        answer();
        long before = ann.statsHeard();

        for (Quality quality : List.of(Quality.LOW, Quality.HIGH, Quality.LOW, Quality.HIGH)) {
            hearing(new Hearing.Choose(ROOM, ann, quality));
            answer();
        }
        assertThat(ann.statsHeard()).isEqualTo(before);
        assertThat(crowd.getLast().statsHeard()).isEqualTo(1);

        passes(Duration.ofSeconds(1));
        answer();
        assertThat(ann.statsHeard()).isEqualTo(before + 1);
    }

    @Test
    void tells_a_thousand_guests_of_the_figures_some_at_a_time_and_all_within_a_second() {
        begin();
        List<RecordingListener> crowd =
                Stream.generate(RecordingListener::new).limit(1_000).toList();
        crowd.forEach(each -> hearing(begins(each, Quality.AUTO)));
        answer();

        List<Long> informed = new ArrayList<>();
        for (int tenth = 0; tenth < 10; tenth++) {
            isDoneWithWhatItWasTold();
            informed.add(crowd.stream().filter(each -> each.statsHeard() == 1).count());
            passes(Duration.ofMillis(100));
        }

        assertThat(informed.getFirst()).isLessThan(250);
        assertThat(informed).isSorted();
        assertThat(informed.getLast()).isEqualTo(1_000);
    }

    /** Who begins is told at once, and after everything that came before. */
    private void isDoneWithWhatItWasTold() {
        RecordingListener next = new RecordingListener();
        hearing(begins(next, Quality.OFF));
        await().pollInterval(Duration.ofMillis(5)).until(() -> next.statsHeard() > 0);
        hearing(new Hearing.End(ROOM, next));
    }

    private void begin() {
        hearing(begins(ann, Quality.AUTO));
    }

    private static Hearing begins(Listener guest, Quality quality) {
        return new Hearing.Begin(new Grant(ROOM, LIVE, 1, "far"), guest, quality);
    }

    private void hearing(Hearing hearing) {
        hearings++;
        sound.tell(hearing);
    }

    private void subscribe() {
        begin();
        beat();
        answer();
        beatFor(Tier.HIGH);
        answer();
    }

    /** Until it was heard: its instants mean something only at this moment. */
    private void answer() {
        long now = clock.nowUs();
        sound.tell(
                new FromOrigin.Beaten(origin.ref(), 1, sent, now, now + AHEAD_US, now + AHEAD_US, BroadcastStats.NONE));
        isDoneWithWhatItWasTold();
    }

    private FromNode.Beat beat() {
        return far.expectMessageClass(FromNode.Beat.class);
    }

    private FromNode.Beat beatFor(Tier tier) {
        FromNode.Beat beat = beat();
        while (beat.tiers().isEmpty()) {
            beat = beat();
        }
        assertThat(beat.tiers()).isEqualTo(Set.of(tier));
        return beat;
    }

    private void hears(long seq, long heardUs) {
        sound.tell(new FromOrigin.Packet(++sent, at(1, seq, 1, heardUs)));
    }

    private static SoundPacket at(long epoch, long seq, int fill, long heardUs) {
        return new SoundPacket(Tier.HIGH, epoch, seq, heardUs - 400_000, heardUs, packet(fill, 100));
    }

    private long lastTook(long wanted) {
        FromNode.Took took = origin.expectMessageClass(FromNode.Took.class);
        while (took.index() != wanted) {
            took = origin.expectMessageClass(FromNode.Took.class);
        }
        return took.index();
    }

    private void passes(Duration duration) {
        clock.pass(duration);
        time.timePasses(duration);
    }
}
