package tutti.engine.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static tutti.engine.audio.Sounds.LIVE;
import static tutti.engine.audio.Sounds.OPUS;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A broadcast on one node")
class BroadcastsTest {
    private final BroadcastStage stage = new BroadcastStage();

    @AfterEach
    void stop() {
        stage.close();
    }

    @Test
    void is_heard_by_all_its_guests_in_the_same_bytes_at_the_same_instant() {
        RecordingListener ann = stage.guest(Quality.AUTO);
        RecordingListener ben = stage.guest(Quality.AUTO);

        stage.sendUntil(() -> ann.hasHeard(14) && ben.hasHeard(14));

        assertThat(ann.frames.getFirst().ptsUs()).isEqualTo(BroadcastStage.START_US - 20_000 + 400_000);
        assertThat(ann.frames).allMatch(frame -> frame.packets().size() == 3);
        for (int at = 0; at < 5; at++) {
            assertThat(ben.bytes.get(at)).isSameAs(ann.bytes.get(at));
        }
    }

    @Test
    void is_heard_from_its_first_packet_on_by_who_was_told_of_it_before_it_was_there() {
        RecordingListener ann = new RecordingListener();
        stage.broadcasts.listen(stage.grant(2), ann, Quality.AUTO);
        await().until(() -> stage.host.send() instanceof Upload.Receipt.Ended);

        RecordingHost next = stage.host(2, OPUS);
        stage.sendUntil(next, () -> ann.hasHeard(9));

        assertThat(ann.frames.getFirst().seq()).isZero();
    }

    @Test
    void goes_on_for_all_others_when_one_guest_fails() {
        RecordingListener ann = stage.guest(Quality.AUTO);
        RecordingListener ben = stage.guest(Quality.AUTO);
        RecordingListener cat = stage.guest(Quality.AUTO);
        stage.sendUntil(() -> ann.hasHeard(9) && ben.hasHeard(9) && cat.hasHeard(9));

        ben.broken = true;
        stage.sendUntil(() -> ann.hasHeard(99) && cat.hasHeard(99));

        assertThat(ben.hasHeard(99)).isFalse();
    }

    @Test
    void ends_when_its_host_sends_nothing_for_a_minute() {
        await().until(() -> stage.host.isAskedFor(Set.of(Tier.HIGH)));

        stage.passes(Duration.ofSeconds(60));
        assertThat(stage.host.news).noneMatch(HostNews.Ended.class::isInstance);

        stage.passes(Duration.ofSeconds(1));

        await().until(() -> stage.host.news.contains(new HostNews.Ended(EndReason.HOST_LOST)));
    }

    @Test
    void gives_who_comes_late_what_is_still_to_be_heard() {
        RecordingListener ann = stage.guest(Quality.AUTO);
        stage.sendUntil(() -> ann.hasHeard(99));

        RecordingListener ben = stage.guest(Quality.AUTO);
        await().until(() -> ben.hasHeard(99));

        assertThat(ben.frames.getFirst().flags() & AudioFrame.REPLAY).isNotZero();
        // What was captured in the last 400 ms is 20 packets, and a part of a frame counts as all of it.
        assertThat(ben.frames.getFirst().seq())
                .isBetween(ann.last().seq() - 22, ann.last().seq() - 16);
    }

    @Test
    void gives_who_comes_as_the_first_of_the_node_what_is_still_to_be_heard() {
        stage.sendUntil(() -> stage.host.nextSeq == 99);

        RecordingListener ann = stage.guest(Quality.AUTO);

        await().until(() -> ann.hasHeard(98));
        assertThat(ann.frames.getFirst().seq()).isBetween(77L, 83L);
    }

    @ParameterizedTest(name = "{0} s ahead")
    @ValueSource(longs = {-3_600, -5, -2, -1, 1, 3, 3_600})
    void is_heard_whatever_its_host_takes_the_time_to_be(long seconds) {
        stage.host.aheadUs = seconds * 1_000_000;
        RecordingListener ann = stage.guest(Quality.AUTO);

        stage.sendUntil(() -> ann.hasHeard(9));

        assertThat(ann.frames.getFirst().seq()).isZero();
        // By when it came in, which the origin's thread may see a little later.
        assertThat(ann.frames.getFirst().ptsUs())
                .isBetween(BroadcastStage.START_US + 380_000, BroadcastStage.START_US + 800_000);
    }

    @ParameterizedTest(name = "{0} s ahead")
    @ValueSource(longs = {-3_600, -5, -2, -1, 1, 3, 3_600})
    void is_heard_again_within_a_second_when_its_hosts_clock_is_set(long seconds) {
        RecordingListener ann = stage.guest(Quality.AUTO);
        stage.sendUntil(() -> ann.hasHeard(49));
        long before = ann.last().seq() + 2;

        stage.host.aheadUs = seconds * 1_000_000;
        stage.sendUntil(() -> ann.hasHeard(before + 99));

        List<AudioFrame> after =
                ann.frames.stream().filter(frame -> frame.seq() >= before + 50).toList();
        assertThat(after.getFirst().seq()).isLessThan(before + 53);
        assertThat(after)
                .allSatisfy(frame -> assertThat(frame.ptsUs())
                        .isEqualTo(BroadcastStage.START_US - 20_000 + 400_000 + frame.seq() * SoundFormat.PACKET_US));
    }

    @Test
    void says_when_the_last_of_it_has_been_heard() {
        RecordingListener ann = stage.guest(Quality.AUTO);
        stage.sendUntil(() -> ann.hasHeard(9));
        AudioFrame last = ann.last();

        stage.host.upload.end(EndReason.HOST);

        await().until(() -> ann.last().packets().isEmpty());
        assertThat(ann.last().kind()).isEqualTo(AudioFrame.Kind.END);
        assertThat(ann.last().ptsUs()).isGreaterThanOrEqualTo(last.ptsUs() + 40_000);
        assertThat(stage.host.send()).isEqualTo(new Upload.Receipt.Ended(EndReason.HOST));
    }

    @Test
    void gives_who_knows_of_its_end_from_the_room_what_there_was_and_that_end_once() {
        RecordingListener ann = new RecordingListener();
        Listening listening = stage.broadcasts.listen(stage.grant(1), ann, Quality.AUTO);
        RecordingListener ben = stage.guest(Quality.AUTO);
        stage.sendUntil(() -> ann.hasHeard(9) && stage.host.nextSeq % 3 == 1);
        long part = stage.host.nextSeq - 1;

        listening.finish(LIVE);
        await().until(() -> ann.last().kind() == AudioFrame.Kind.END);
        stage.host.upload.end(EndReason.HOST);

        await().until(() -> ben.last().kind() == AudioFrame.Kind.END);
        assertThat(ann.hasHeard(part)).isTrue();
        assertThat(ann.last().seq()).isEqualTo(part + 1);
        assertThat(ann.frames.stream().filter(frame -> frame.kind() == AudioFrame.Kind.END))
                .hasSize(1);
    }

    @Test
    void is_further_behind_for_everyone_from_the_same_packet_on_when_the_room_wants_it() {
        RecordingListener ann = stage.guest(Quality.AUTO);
        RecordingListener ben = stage.guest(Quality.AUTO);
        stage.sendUntil(() -> ann.hasHeard(9) && ben.hasHeard(9));

        stage.host.upload.choose(Latency.STABLE);
        stage.sendUntil(() -> ann.delayMs() == PlayoutDelay.STABLE_MS && ben.delayMs() == PlayoutDelay.STABLE_MS);
        RecordingListener cat = stage.guest(Quality.AUTO);
        stage.sendUntil(() -> cat.delayMs() == PlayoutDelay.STABLE_MS);

        assertThat(ben.news).containsAll(ann.delays());
        assertThat(cat.delays()).isEqualTo(ann.delays());
        long from = ann.delays().getLast().fromSeq();
        stage.sendUntil(() -> ann.hasHeard(from));
        assertThat(ann.ptsUs(from) - ann.ptsUs(from - 2)).isEqualTo(4_600_000 + 40_000);

        stage.host.upload.choose(Latency.LIVE);
        stage.sendUntil(() -> ann.delayMs() == PlayoutDelay.FIRST_MS);
    }

    @Test
    void waits_a_while_for_a_host_who_is_gone_without_a_word() {
        RecordingListener ann = stage.guest(Quality.AUTO);
        stage.sendUntil(() -> ann.hasHeard(9));

        stage.host.upload.lost();
        await().until(() -> {
            stage.passes(Duration.ofSeconds(1));
            return ann.last().kind() == AudioFrame.Kind.END;
        });

        assertThat(stage.host.news).contains(new HostNews.Ended(EndReason.HOST_LOST));
        assertThat(stage.clock.nowUs() - BroadcastStage.START_US).isGreaterThan(12_000_000);
    }

    @Test
    void ends_when_its_upload_is_full_of_faults() {
        for (int each = 0; each < 10; each++) {
            assertThat(stage.host.upload.offer(ByteString.fromString("noise")))
                    .isEqualTo(new Upload.Receipt.Dropped(Drop.MALFORMED));
        }

        assertThat(stage.host.upload.offer(ByteString.fromString("noise")))
                .isEqualTo(new Upload.Receipt.Ended(EndReason.FAULTY));
        await().until(() -> stage.host.news.contains(new HostNews.Ended(EndReason.FAULTY)));
    }

    @Test
    void does_not_keep_back_half_a_frame_when_the_host_falls_silent() {
        RecordingListener ann = stage.guest(Quality.AUTO);
        stage.sendUntil(() -> ann.hasHeard(9));
        while (stage.host.nextSeq % 2 == 0) {
            stage.host.send();
        }
        long odd = stage.host.nextSeq - 1;

        await().until(() -> {
            stage.passes(Duration.ofMillis(50));
            return ann.hasHeard(odd);
        });
    }

    @Test
    void is_later_for_everyone_when_guests_tell_of_late_packets() {
        RecordingListener ann = new RecordingListener();
        Listening listening = stage.broadcasts.listen(stage.grant(1), ann, Quality.HIGH);
        stage.sendUntil(() -> ann.hasHeard(9));

        await().until(() -> {
            listening.report(new HearingReport(200, 590, 3, 0));
            stage.passesWithSound(1);
            return stage.host.lastStats().playoutDelayMs() == 660;
        });
        stage.sendUntil(() -> ann.news.stream()
                .anyMatch(told -> told instanceof SoundNews.DelayChanged changed && changed.playoutDelayMs() == 660));

        assertThat(stage.host.lastStats().guests()).containsExactly(1, 0, 0);
        assertThat(stage.host.lastStats().syncSpreadMs()).isEqualTo(4);
    }
}
