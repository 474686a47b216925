package tutti.engine.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static tutti.engine.audio.Sounds.LIVE;
import static tutti.engine.audio.Sounds.OPUS;
import static tutti.engine.audio.Sounds.RAW;
import static tutti.engine.audio.Sounds.ROOM;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tutti.engine.clock.ManualClock;
import tutti.engine.id.RoomId;

@DisplayName("A broadcast on one node")
class BroadcastsTest {
    private static final long START_US = 1_795_000_000_000_000L;
    private static final Duration PACKET = Duration.ofMillis(20);
    private static final Duration SCHEDULED_EVERY = Duration.ofMillis(200);

    private final ActorTestKit kit = ActorTestKit.create(ManualTime.config());
    private final ManualTime time = ManualTime.get(kit.system());
    private final ManualClock clock = new ManualClock(START_US);
    private final RecordingTiers tiers = new RecordingTiers();
    private final Broadcasts broadcasts = Broadcasts.start(kit.system(), clock, tiers, List::of);
    private final RecordingHost host = host(1, OPUS);
    private Duration unscheduled = Duration.ZERO;

    @AfterEach
    void stop() {
        kit.shutdownTestKit();
    }

    @Test
    void is_heard_by_all_its_guests_in_the_same_bytes_at_the_same_instant() {
        RecordingListener ann = guest(Quality.AUTO);
        RecordingListener ben = guest(Quality.AUTO);

        sendUntil(() -> ann.hasHeard(14) && ben.hasHeard(14));

        assertThat(ann.frames.getFirst().ptsUs()).isEqualTo(START_US - 20_000 + 400_000);
        assertThat(ann.frames).allMatch(frame -> frame.packets().size() == 3);
        for (int at = 0; at < 5; at++) {
            assertThat(ben.bytes.get(at)).isSameAs(ann.bytes.get(at));
        }
    }

    @Test
    void is_heard_from_its_first_packet_on_by_who_was_told_of_it_before_it_was_there() {
        RecordingListener ann = new RecordingListener();
        broadcasts.listen(grant(2), ann, Quality.AUTO);
        await().until(() -> host.send() instanceof Upload.Receipt.Ended);

        RecordingHost next = host(2, OPUS);
        sendUntil(next, () -> ann.hasHeard(9));

        assertThat(ann.frames.getFirst().seq()).isZero();
    }

    @Test
    void goes_on_for_all_others_when_one_guest_fails() {
        RecordingListener ann = guest(Quality.AUTO);
        RecordingListener ben = guest(Quality.AUTO);
        RecordingListener cat = guest(Quality.AUTO);
        sendUntil(() -> ann.hasHeard(9) && ben.hasHeard(9) && cat.hasHeard(9));

        ben.broken = true;
        sendUntil(() -> ann.hasHeard(99) && cat.hasHeard(99));

        assertThat(ben.hasHeard(99)).isFalse();
    }

    @Test
    void of_raw_sound_is_made_only_for_who_listens_and_as_soon_as_there_is_somebody_to_make_it() {
        tiers.full = true;
        host(2, RAW);
        RecordingListener ann = new RecordingListener();
        Listening listening = broadcasts.listen(grant(2), ann, Quality.HIGH);
        passes(Duration.ofSeconds(3));
        assertThat(tiers.wanted).isEmpty();
        tiers.full = false;
        await().until(() -> {
            passes(Duration.ofSeconds(1));
            return tiers.wanted.contains(Set.of(Tier.HIGH));
        });

        listening.stop();
        await().until(() -> {
            passes(Duration.ofSeconds(1));
            return tiers.wanted.getLast().isEmpty();
        });
    }

    @Test
    void of_raw_sound_has_its_place_from_the_beginning_to_the_end() {
        RecordingHost raw = host(2, RAW);
        await().until(() -> raw.isAskedFor(Set.of(Tier.HIGH)));
        tiers.full = true;

        RecordingListener ann = new RecordingListener();
        broadcasts.listen(grant(2), ann, Quality.HIGH);
        await().until(() -> tiers.wanted.contains(Set.of(Tier.HIGH)));
        assertThat(tiers.stopped).isZero();

        raw.upload.end(EndReason.HOST);
        await().until(() -> tiers.stopped == 1);
    }

    @Test
    void of_raw_sound_is_taken_only_where_it_would_be_heard() {
        assertThat(broadcasts.takes(ROOM, SoundFormat.Codec.PCM)).isTrue();

        tiers.full = true;
        assertThat(broadcasts.takes(ROOM, SoundFormat.Codec.PCM)).isFalse();
        assertThat(broadcasts.takes(ROOM, SoundFormat.Codec.OPUS)).isTrue();
    }

    @Test
    void of_raw_sound_is_taken_from_who_resumes_it_where_nobody_else_is() {
        RecordingHost raw = host(2, RAW);
        tiers.full = true;
        assertThat(broadcasts.takes(ROOM, SoundFormat.Codec.PCM)).isTrue();
        assertThat(broadcasts.takes(new RoomId("another-room"), SoundFormat.Codec.PCM))
                .isFalse();

        raw.upload.end(EndReason.HOST);
        assertThat(broadcasts.takes(ROOM, SoundFormat.Codec.PCM)).isFalse();
    }

    @Test
    void ends_when_its_host_sends_nothing_for_a_minute() {
        await().until(() -> host.isAskedFor(Set.of(Tier.HIGH)));

        passes(Duration.ofSeconds(60));
        assertThat(host.news).noneMatch(HostNews.Ended.class::isInstance);

        passes(Duration.ofSeconds(1));

        await().until(() -> host.news.contains(new HostNews.Ended(EndReason.HOST_LOST)));
    }

    @Test
    void gives_who_comes_late_what_is_still_to_be_heard() {
        RecordingListener ann = guest(Quality.AUTO);
        sendUntil(() -> ann.hasHeard(99));

        RecordingListener ben = guest(Quality.AUTO);
        await().until(() -> ben.hasHeard(99));

        assertThat(ben.frames.getFirst().flags() & AudioFrame.REPLAY).isNotZero();
        // What was captured in the last 400 ms is 20 packets, and a part of a frame counts as all of it.
        assertThat(ben.frames.getFirst().seq())
                .isBetween(ann.last().seq() - 22, ann.last().seq() - 16);
    }

    @Test
    void gives_who_comes_as_the_first_of_the_node_what_is_still_to_be_heard() {
        sendUntil(() -> host.nextSeq == 99);

        RecordingListener ann = guest(Quality.AUTO);

        await().until(() -> ann.hasHeard(98));
        assertThat(ann.frames.getFirst().seq()).isBetween(77L, 83L);
    }

    @Test
    void gives_a_guest_who_is_too_slow_a_lower_tier_and_the_others_what_they_had() {
        RecordingListener ann = guest(Quality.AUTO);
        RecordingListener ben = guest(Quality.AUTO);
        sendUntil(() -> ben.hasHeard(9));

        ben.full = true;
        sendUntil(() -> host.isAskedFor(Set.of(Tier.HIGH, Tier.MEDIUM)));
        ben.full = false;
        host.sends = Set.of(Tier.HIGH, Tier.MEDIUM);
        sendUntil(() ->
                ben.wasTold(Tier.MEDIUM, SoundNews.Cause.SLOW) && ben.last().tier() == 1);

        assertThat(ann.frames).allMatch(frame -> frame.tier() == Tier.HIGH.wire());
        AudioFrame switched = ben.with(Tier.MEDIUM, AudioFrame.TIER_SWITCH);
        assertThat(ben.hasHeard(Tier.HIGH, switched.seq() + 3)).isTrue();
    }

    @Test
    void tries_the_higher_tier_again_after_twenty_clean_seconds() {
        RecordingListener ann = guest(Quality.AUTO);
        host.sends = Set.of(Tier.HIGH, Tier.MEDIUM);
        sendUntil(() -> ann.hasHeard(9));
        ann.full = true;
        sendUntil(() -> ann.wasTold(Tier.MEDIUM, SoundNews.Cause.SLOW));
        ann.full = false;

        for (int second = 0; second < 21; second++) {
            passes(Duration.ofSeconds(1));
            host.nextSeq += 50;
        }
        sendUntil(() -> ann.wasTold(Tier.HIGH, SoundNews.Cause.CLEAN));
    }

    @Test
    void gives_what_the_guest_asks_for() {
        RecordingListener ann = new RecordingListener();
        Listening listening = broadcasts.listen(grant(1), ann, Quality.AUTO);
        host.sends = Set.of(Tier.HIGH, Tier.LOW);
        sendUntil(() -> ann.hasHeard(Tier.HIGH, 9));

        listening.choose(Quality.LOW);
        sendUntil(() -> ann.last().tier() == Tier.LOW.wire());
        sendUntil(() -> host.isAskedFor(Set.of(Tier.LOW)));

        listening.choose(Quality.OFF);
        // Nobody hears anything, and yet the next guest is to find sound.
        sendUntil(() -> host.isAskedFor(Set.of(Tier.HIGH)));
        int heard = ann.frames.size();
        RecordingListener ben = guest(Quality.HIGH);
        long next = host.nextSeq;
        sendUntil(() -> ben.hasHeard(next + 10));
        assertThat(ann.frames).hasSize(heard);
    }

    @Test
    void goes_on_in_a_lower_tier_when_the_host_has_to_leave_out_the_higher() {
        RecordingListener ann = guest(Quality.AUTO);
        sendUntil(() -> ann.hasHeard(9));

        host.sends = Set.of(Tier.LOW);
        sendUntil(() -> ann.wasTold(Tier.LOW, SoundNews.Cause.STANDS_IN));
        host.sends = Set.of(Tier.HIGH);
        long again = host.nextSeq;
        sendUntil(() -> ann.hasHeard(Tier.HIGH, again + 1));

        assertThat(ann.frames).anyMatch(frame -> frame.tier() == Tier.LOW.wire());
    }

    @Test
    void has_the_tiers_made_that_the_host_does_not_send_only_while_somebody_hears_them() {
        RecordingListener ann = new RecordingListener();
        Listening listening = broadcasts.listen(grant(1), ann, Quality.LOW);
        sendUntil(() -> host.isAskedFor(Set.of(Tier.LOW)));
        assertThat(tiers.wanted).isEmpty();

        passesWithSound(3);
        sendUntil(() -> ann.last().tier() == Tier.LOW.wire());
        assertThat(tiers.wanted).containsExactly(Set.of(Tier.LOW));

        listening.stop();
        await().until(() -> {
            passesWithSound(1);
            return tiers.stopped == 1;
        });
    }

    @Test
    void has_every_tier_made_of_raw_sound() {
        RecordingHost raw = host(2, RAW);
        RecordingListener ann = new RecordingListener();
        broadcasts.listen(grant(2), ann, Quality.MEDIUM);
        await().until(() -> tiers.wanted.contains(Set.of(Tier.MEDIUM)));

        for (long seq = 0; seq < 9; seq++) {
            raw.upload.offer(Sounds.frame(
                    AudioFrame.Kind.PCM,
                    Tier.PCM,
                    2,
                    seq,
                    clock.nowUs() - 20_000,
                    ByteString.fromArray(new byte[3_840])));
            passes(PACKET);
        }

        await().until(() -> ann.hasHeard(Tier.MEDIUM, 8));
    }

    @Test
    void goes_on_under_a_newer_grant_and_ends_the_older_upload() {
        RecordingListener ann = guest(Quality.AUTO);
        sendUntil(() -> ann.hasHeard(9));

        RecordingHost resumed = host(2, OPUS);
        broadcasts.listen(grant(2), ann, Quality.AUTO);
        resumed.nextSeq = host.nextSeq + 30;
        await().until(() -> host.send() instanceof Upload.Receipt.Ended);
        sendUntil(resumed, () -> ann.hasHeard(resumed.nextSeq - 4) && ann.last().epoch() == 2);

        assertThat(host.news).contains(new HostNews.Ended(EndReason.SUPERSEDED));
        assertThat(ann.frames).noneMatch(frame -> frame.packets().isEmpty());
        assertThat(ann.frames)
                .extracting(AudioFrame::seq)
                .doesNotHaveDuplicates()
                .isSorted();
        assertThat(ann.frames.stream().filter(frame -> frame.epoch() == 2).findFirst())
                .hasValueSatisfying(
                        frame -> assertThat(frame.flags() & AudioFrame.FIRST).isNotZero());
    }

    @ParameterizedTest(name = "{0} s ahead")
    @ValueSource(longs = {-3_600, -5, -2, -1, 1, 3, 3_600})
    void is_heard_whatever_its_host_takes_the_time_to_be(long seconds) {
        host.aheadUs = seconds * 1_000_000;
        RecordingListener ann = guest(Quality.AUTO);

        sendUntil(() -> ann.hasHeard(9));

        assertThat(ann.frames.getFirst().seq()).isZero();
        // By when it came in, which the origin's thread may see a little later.
        assertThat(ann.frames.getFirst().ptsUs()).isBetween(START_US + 380_000, START_US + 800_000);
    }

    @ParameterizedTest(name = "{0} s ahead")
    @ValueSource(longs = {-3_600, -5, -2, -1, 1, 3, 3_600})
    void is_heard_again_within_a_second_when_its_hosts_clock_is_set(long seconds) {
        RecordingListener ann = guest(Quality.AUTO);
        sendUntil(() -> ann.hasHeard(49));
        long before = ann.last().seq() + 2;

        host.aheadUs = seconds * 1_000_000;
        sendUntil(() -> ann.hasHeard(before + 99));

        List<AudioFrame> after =
                ann.frames.stream().filter(frame -> frame.seq() >= before + 50).toList();
        assertThat(after.getFirst().seq()).isLessThan(before + 53);
        assertThat(after)
                .allSatisfy(frame -> assertThat(frame.ptsUs())
                        .isEqualTo(START_US - 20_000 + 400_000 + frame.seq() * SoundFormat.PACKET_US));
    }

    @ParameterizedTest(name = "{0} packets on")
    @ValueSource(longs = {-70, -20, -1, 1, 20, 1_000_000_000})
    void that_is_resumed_with_a_counter_from_anywhere_is_heard_as_it_is_sent_then(long on) {
        Map<Quality, RecordingListener> guests = new EnumMap<>(Quality.class);
        for (Quality quality : List.of(Quality.AUTO, Quality.HIGH, Quality.MEDIUM, Quality.LOW)) {
            guests.put(quality, guest(quality));
        }
        host.sends = Set.copyOf(Tier.HEARD);
        sendUntil(() -> host.nextSeq > 80 && haveAllHeard(guests, host.nextSeq - 11));

        RecordingHost resumed = host(2, OPUS);
        resumed.sends = host.sends;
        long from = host.nextSeq + on;
        resumed.nextSeq = from;
        guests.forEach((quality, guest) -> broadcasts.listen(grant(2), guest, quality));
        sendUntil(
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
            assertThat(after).allSatisfy(BroadcastsTest::isAsItWasSent);
        }
    }

    @Test
    void is_not_begun_by_an_upload_with_an_older_grant() {
        RecordingHost newer = host(7, OPUS);
        RecordingHost older = host(6, OPUS);

        await().until(() -> older.send() instanceof Upload.Receipt.Ended);
        assertThat(newer.send()).isInstanceOf(Upload.Receipt.Taken.class);
    }

    @Test
    void says_when_the_last_of_it_has_been_heard() {
        RecordingListener ann = guest(Quality.AUTO);
        sendUntil(() -> ann.hasHeard(9));
        AudioFrame last = ann.last();

        host.upload.end(EndReason.HOST);

        await().until(() -> ann.last().packets().isEmpty());
        assertThat(ann.last().kind()).isEqualTo(AudioFrame.Kind.END);
        assertThat(ann.last().ptsUs()).isGreaterThanOrEqualTo(last.ptsUs() + 40_000);
        assertThat(host.send()).isEqualTo(new Upload.Receipt.Ended(EndReason.HOST));
    }

    @Test
    void gives_who_knows_of_its_end_from_the_room_what_there_was_and_that_end_once() {
        RecordingListener ann = new RecordingListener();
        Listening listening = broadcasts.listen(grant(1), ann, Quality.AUTO);
        RecordingListener ben = guest(Quality.AUTO);
        sendUntil(() -> ann.hasHeard(9) && host.nextSeq % 3 == 1);
        long part = host.nextSeq - 1;

        listening.finish(LIVE);
        await().until(() -> ann.last().kind() == AudioFrame.Kind.END);
        host.upload.end(EndReason.HOST);

        await().until(() -> ben.last().kind() == AudioFrame.Kind.END);
        assertThat(ann.hasHeard(part)).isTrue();
        assertThat(ann.last().seq()).isEqualTo(part + 1);
        assertThat(ann.frames.stream().filter(frame -> frame.kind() == AudioFrame.Kind.END))
                .hasSize(1);
    }

    @Test
    void is_further_behind_for_everyone_from_the_same_packet_on_when_the_room_wants_it() {
        RecordingListener ann = guest(Quality.AUTO);
        RecordingListener ben = guest(Quality.AUTO);
        sendUntil(() -> ann.hasHeard(9) && ben.hasHeard(9));

        host.upload.choose(Latency.STABLE);
        sendUntil(() -> delayOf(ann) == PlayoutDelay.STABLE_MS && delayOf(ben) == PlayoutDelay.STABLE_MS);
        RecordingListener cat = guest(Quality.AUTO);
        sendUntil(() -> delayOf(cat) == PlayoutDelay.STABLE_MS);

        assertThat(ben.news).containsAll(delaysOf(ann));
        assertThat(delaysOf(cat)).isEqualTo(delaysOf(ann));
        long from = delaysOf(ann).getLast().fromSeq();
        sendUntil(() -> ann.hasHeard(from));
        assertThat(ptsUs(ann, from) - ptsUs(ann, from - 2)).isEqualTo(4_600_000 + 40_000);

        host.upload.choose(Latency.LIVE);
        sendUntil(() -> delayOf(ann) == PlayoutDelay.FIRST_MS);
    }

    @Test
    void waits_a_while_for_a_host_who_is_gone_without_a_word() {
        RecordingListener ann = guest(Quality.AUTO);
        sendUntil(() -> ann.hasHeard(9));

        host.upload.lost();
        await().until(() -> {
            passes(Duration.ofSeconds(1));
            return ann.last().kind() == AudioFrame.Kind.END;
        });

        assertThat(host.news).contains(new HostNews.Ended(EndReason.HOST_LOST));
        assertThat(clock.nowUs() - START_US).isGreaterThan(12_000_000);
    }

    @Test
    void ends_when_its_upload_is_full_of_faults() {
        for (int each = 0; each < 10; each++) {
            assertThat(host.upload.offer(ByteString.fromString("noise")))
                    .isEqualTo(new Upload.Receipt.Dropped(Drop.MALFORMED));
        }

        assertThat(host.upload.offer(ByteString.fromString("noise")))
                .isEqualTo(new Upload.Receipt.Ended(EndReason.FAULTY));
        await().until(() -> host.news.contains(new HostNews.Ended(EndReason.FAULTY)));
    }

    @Test
    void does_not_keep_back_half_a_frame_when_the_host_falls_silent() {
        RecordingListener ann = guest(Quality.AUTO);
        sendUntil(() -> ann.hasHeard(9));
        while (host.nextSeq % 2 == 0) {
            host.send();
        }
        long odd = host.nextSeq - 1;

        await().until(() -> {
            passes(Duration.ofMillis(50));
            return ann.hasHeard(odd);
        });
    }

    @Test
    void is_later_for_everyone_when_guests_tell_of_late_packets() {
        RecordingListener ann = new RecordingListener();
        Listening listening = broadcasts.listen(grant(1), ann, Quality.HIGH);
        sendUntil(() -> ann.hasHeard(9));

        await().until(() -> {
            listening.report(new HearingReport(200, 590, 3, 0));
            passesWithSound(1);
            return host.lastStats().playoutDelayMs() == 660;
        });
        sendUntil(() -> ann.news.stream()
                .anyMatch(told -> told instanceof SoundNews.DelayChanged changed && changed.playoutDelayMs() == 660));

        assertThat(host.lastStats().guests()).containsExactly(1, 0, 0);
        assertThat(host.lastStats().syncSpreadMs()).isEqualTo(4);
    }

    @Test
    void that_is_resumed_is_as_far_behind_as_it_was() {
        RecordingListener ann = new RecordingListener();
        Listening listening = broadcasts.listen(grant(1), ann, Quality.HIGH);
        sendUntil(() -> ann.hasHeard(9));
        await().until(() -> {
            listening.report(new HearingReport(200, 590, 3, 0));
            passesWithSound(1);
            return delayOf(ann) > PlayoutDelay.FIRST_MS;
        });
        List<SoundNews.DelayChanged> told = delaysOf(ann);

        RecordingHost resumed = host(2, OPUS);
        resumed.nextSeq = host.nextSeq;
        broadcasts.listen(grant(2), ann, Quality.HIGH);
        await().until(() -> host.send() instanceof Upload.Receipt.Ended);
        long from = resumed.nextSeq;
        sendUntil(resumed, () -> ann.hasHeard(from + 100));

        assertThat(delaysOf(ann)).isEqualTo(told);
        assertThat(resumed.lastStats().playoutDelayMs()).isEqualTo(delayOf(ann));
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

    private static List<SoundNews.DelayChanged> delaysOf(RecordingListener guest) {
        return guest.news.stream()
                .filter(SoundNews.DelayChanged.class::isInstance)
                .map(SoundNews.DelayChanged.class::cast)
                .toList();
    }

    private static int delayOf(RecordingListener guest) {
        List<SoundNews.DelayChanged> told = delaysOf(guest);
        return told.isEmpty() ? PlayoutDelay.FIRST_MS : told.getLast().playoutDelayMs();
    }

    /** Of a packet, going by the frame it came in. */
    private static long ptsUs(RecordingListener guest, long seq) {
        AudioFrame frame = guest.frames.stream()
                .filter(each ->
                        each.seq() <= seq && seq < each.seq() + each.packets().size())
                .findFirst()
                .orElseThrow();
        return frame.ptsUs() + (seq - frame.seq()) * SoundFormat.PACKET_US;
    }

    private RecordingHost host(long epoch, SoundFormat format) {
        RecordingHost opened = new RecordingHost(clock, epoch);
        opened.upload = broadcasts.upload(grant(epoch), format, Latency.LIVE, opened);
        return opened;
    }

    /** The second answer of the origin comes when it knows what is asked for here. */
    private RecordingListener guest(Quality quality) {
        RecordingListener guest = new RecordingListener();
        broadcasts.listen(grant(1), guest, quality);
        return guest;
    }

    private Grant grant(long epoch) {
        return new Grant(ROOM, LIVE, epoch, broadcasts.here());
    }

    private void sendUntil(Callable<Boolean> enough) {
        sendUntil(host, enough);
    }

    private void sendUntil(RecordingHost sender, Callable<Boolean> enough) {
        await().pollInterval(Duration.ofMillis(2)).until(() -> {
            if (enough.call()) {
                return true;
            }
            sender.send();
            passes(PACKET);
            return false;
        });
    }

    private void passesWithSound(int seconds) {
        for (int packet = 0; packet < 50 * seconds; packet++) {
            host.send();
            passes(PACKET);
        }
    }

    private void passes(Duration duration) {
        clock.pass(duration);
        unscheduled = unscheduled.plus(duration);
        // The kit waits a tenth of a second each time, too long for each packet.
        if (unscheduled.compareTo(SCHEDULED_EVERY) >= 0) {
            time.timePasses(unscheduled);
            unscheduled = Duration.ZERO;
        }
    }
}
