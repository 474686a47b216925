package tutti.engine.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static tutti.engine.audio.Sounds.OPUS;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A broadcast whose host comes back")
class BroadcastResumeTest {
    private final BroadcastStage stage = new BroadcastStage();

    @AfterEach
    void stop() {
        stage.close();
    }

    @Test
    void goes_on_under_a_newer_grant_and_ends_the_older_upload() {
        RecordingListener ann = stage.guest(Quality.AUTO);
        stage.sendUntil(() -> ann.hasHeard(9));

        RecordingHost resumed = stage.host(2, OPUS);
        stage.broadcasts.listen(stage.grant(2), ann, Quality.AUTO);
        resumed.nextSeq = stage.host.nextSeq + 30;
        await().until(() -> stage.host.send() instanceof Upload.Receipt.Ended);
        stage.sendUntil(
                resumed, () -> ann.hasHeard(resumed.nextSeq - 4) && ann.last().epoch() == 2);

        assertThat(stage.host.news).contains(new HostNews.Ended(EndReason.SUPERSEDED));
        assertThat(ann.frames).noneMatch(frame -> frame.packets().isEmpty());
        assertThat(ann.frames)
                .extracting(AudioFrame::seq)
                .doesNotHaveDuplicates()
                .isSorted();
        assertThat(ann.frames.stream().filter(frame -> frame.epoch() == 2).findFirst())
                .hasValueSatisfying(
                        frame -> assertThat(frame.flags() & AudioFrame.FIRST).isNotZero());
    }

    @Test
    void is_not_begun_by_an_upload_with_an_older_grant() {
        RecordingHost newer = stage.host(7, OPUS);
        RecordingHost older = stage.host(6, OPUS);

        await().until(() -> older.send() instanceof Upload.Receipt.Ended);
        assertThat(newer.send()).isInstanceOf(Upload.Receipt.Taken.class);
    }

    @ParameterizedTest(name = "{0} packets on")
    @ValueSource(longs = {-70, -20, -1, 1, 20, 1_000_000_000})
    void is_heard_as_it_is_sent_then_with_a_counter_from_anywhere(long on) {
        Map<Quality, RecordingListener> guests = new EnumMap<>(Quality.class);
        for (Quality quality : List.of(Quality.AUTO, Quality.HIGH, Quality.MEDIUM, Quality.LOW)) {
            guests.put(quality, stage.guest(quality));
        }
        stage.host.sends = Set.copyOf(Tier.HEARD);
        stage.sendUntil(() -> stage.host.nextSeq > 80 && haveAllHeard(guests, stage.host.nextSeq - 11));

        RecordingHost resumed = stage.host(2, OPUS);
        resumed.sends = stage.host.sends;
        long from = stage.host.nextSeq + on;
        resumed.nextSeq = from;
        guests.forEach((quality, guest) -> stage.broadcasts.listen(stage.grant(2), guest, quality));
        stage.sendUntil(
                resumed,
                () -> resumed.nextSeq > from + 90
                        && guests.values().stream()
                                .allMatch(guest -> guest.last().epoch() == 2)
                        && haveAllHeard(guests, resumed.nextSeq - 11));

        for (RecordingListener guest : guests.values()) {
            List<AudioFrame> after =
                    guest.frames.stream().dropWhile(frame -> frame.epoch() == 1).toList();
            assertThat(after).extracting(AudioFrame::epoch).containsOnly(2L);
            assertThat(after).extracting(AudioFrame::seq).isSorted().allMatch(seq -> seq >= from);
            assertThat(after).allSatisfy(BroadcastResumeTest::isAsItWasSent);
        }
    }

    @Test
    void is_as_far_behind_as_it_was() {
        RecordingListener ann = new RecordingListener();
        Listening listening = stage.broadcasts.listen(stage.grant(1), ann, Quality.HIGH);
        stage.sendUntil(() -> ann.hasHeard(9));
        await().until(() -> {
            listening.report(new HearingReport(200, 590, 3, 0));
            stage.passesWithSound(1);
            return ann.delayMs() > PlayoutDelay.FIRST_MS;
        });
        List<SoundNews.DelayChanged> told = ann.delays();

        RecordingHost resumed = stage.host(2, OPUS);
        resumed.nextSeq = stage.host.nextSeq;
        stage.broadcasts.listen(stage.grant(2), ann, Quality.HIGH);
        await().until(() -> stage.host.send() instanceof Upload.Receipt.Ended);
        long from = resumed.nextSeq;
        stage.sendUntil(resumed, () -> ann.hasHeard(from + 100));

        assertThat(ann.delays()).isEqualTo(told);
        assertThat(resumed.lastStats().playoutDelayMs()).isEqualTo(ann.delayMs());
    }

    private static boolean haveAllHeard(Map<Quality, RecordingListener> guests, long seq) {
        return guests.values().stream().allMatch(guest -> guest.hasHeard(seq));
    }

    private static void isAsItWasSent(AudioFrame frame) {
        Tier tier = Tier.ofWire(frame.tier());
        for (int at = 0; at < frame.packets().size(); at++) {
            assertThat(frame.packets().get(at)).isEqualTo(Sounds.uploaded(tier, frame.epoch(), frame.seq() + at));
        }
    }
}
