package tutti.engine.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static tutti.engine.audio.Sounds.RAW;
import static tutti.engine.audio.Sounds.ROOM;

import java.time.Duration;
import java.util.Set;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tutti.engine.id.RoomId;

@DisplayName("A broadcast")
class BroadcastTiersTest {
    private final BroadcastStage stage = new BroadcastStage();

    @AfterEach
    void stop() {
        stage.close();
    }

    @Test
    void of_raw_sound_is_made_only_for_who_listens_and_as_soon_as_there_is_somebody_to_make_it() {
        stage.tiers.full = true;
        stage.host(2, RAW);
        RecordingListener ann = new RecordingListener();
        Listening listening = stage.broadcasts.listen(stage.grant(2), ann, Quality.HIGH);
        stage.passes(Duration.ofSeconds(3));
        assertThat(stage.tiers.wanted).isEmpty();
        stage.tiers.full = false;
        await().until(() -> {
            stage.passes(Duration.ofSeconds(1));
            return stage.tiers.wanted.contains(Set.of(Tier.HIGH));
        });

        listening.stop();
        await().until(() -> {
            stage.passes(Duration.ofSeconds(1));
            return stage.tiers.wanted.getLast().isEmpty();
        });
    }

    @Test
    void of_raw_sound_has_its_place_from_the_beginning_to_the_end() {
        RecordingHost raw = stage.host(2, RAW);
        await().until(() -> raw.isAskedFor(Set.of(Tier.HIGH)));
        stage.tiers.full = true;

        RecordingListener ann = new RecordingListener();
        stage.broadcasts.listen(stage.grant(2), ann, Quality.HIGH);
        await().until(() -> stage.tiers.wanted.contains(Set.of(Tier.HIGH)));
        assertThat(stage.tiers.stopped).isZero();

        raw.upload.end(EndReason.HOST);
        await().until(() -> stage.tiers.stopped == 1);
    }

    @Test
    void of_raw_sound_is_taken_only_where_it_would_be_heard() {
        assertThat(stage.broadcasts.takes(ROOM, SoundFormat.Codec.PCM)).isTrue();

        stage.tiers.full = true;
        assertThat(stage.broadcasts.takes(ROOM, SoundFormat.Codec.PCM)).isFalse();
        assertThat(stage.broadcasts.takes(ROOM, SoundFormat.Codec.OPUS)).isTrue();
    }

    @Test
    void of_raw_sound_is_taken_from_who_resumes_it_where_nobody_else_is() {
        RecordingHost raw = stage.host(2, RAW);
        stage.tiers.full = true;
        assertThat(stage.broadcasts.takes(ROOM, SoundFormat.Codec.PCM)).isTrue();
        assertThat(stage.broadcasts.takes(new RoomId("another-room"), SoundFormat.Codec.PCM))
                .isFalse();

        raw.upload.end(EndReason.HOST);
        assertThat(stage.broadcasts.takes(ROOM, SoundFormat.Codec.PCM)).isFalse();
    }

    @Test
    void gives_a_guest_who_is_too_slow_a_lower_tier_and_the_others_what_they_had() {
        RecordingListener ann = stage.guest(Quality.AUTO);
        RecordingListener ben = stage.guest(Quality.AUTO);
        stage.sendUntil(() -> ben.hasHeard(9));

        ben.full = true;
        stage.sendUntil(() -> stage.host.isAskedFor(Set.of(Tier.HIGH, Tier.MEDIUM)));
        ben.full = false;
        stage.host.sends = Set.of(Tier.HIGH, Tier.MEDIUM);
        stage.sendUntil(() ->
                ben.wasTold(Tier.MEDIUM, SoundNews.Cause.SLOW) && ben.last().tier() == 1);

        assertThat(ann.frames).allMatch(frame -> frame.tier() == Tier.HIGH.wire());
        AudioFrame switched = ben.with(Tier.MEDIUM, AudioFrame.TIER_SWITCH);
        assertThat(ben.hasHeard(Tier.HIGH, switched.seq() + 3)).isTrue();
    }

    @Test
    void tries_the_higher_tier_again_after_twenty_clean_seconds() {
        RecordingListener ann = stage.guest(Quality.AUTO);
        stage.host.sends = Set.of(Tier.HIGH, Tier.MEDIUM);
        stage.sendUntil(() -> ann.hasHeard(9));
        ann.full = true;
        stage.sendUntil(() -> ann.wasTold(Tier.MEDIUM, SoundNews.Cause.SLOW));
        ann.full = false;

        for (int second = 0; second < 21; second++) {
            stage.passes(Duration.ofSeconds(1));
            stage.host.nextSeq += 50;
        }
        stage.sendUntil(() -> ann.wasTold(Tier.HIGH, SoundNews.Cause.CLEAN));
    }

    @Test
    void gives_what_the_guest_asks_for() {
        RecordingListener ann = new RecordingListener();
        Listening listening = stage.broadcasts.listen(stage.grant(1), ann, Quality.AUTO);
        stage.host.sends = Set.of(Tier.HIGH, Tier.LOW);
        stage.sendUntil(() -> ann.hasHeard(Tier.HIGH, 9));

        listening.choose(Quality.LOW);
        stage.sendUntil(() -> ann.last().tier() == Tier.LOW.wire());
        stage.sendUntil(() -> stage.host.isAskedFor(Set.of(Tier.LOW)));

        listening.choose(Quality.OFF);
        // Nobody hears anything, and yet the next guest is to find sound.
        stage.sendUntil(() -> stage.host.isAskedFor(Set.of(Tier.HIGH)));
        int heard = ann.frames.size();
        RecordingListener ben = stage.guest(Quality.HIGH);
        long next = stage.host.nextSeq;
        stage.sendUntil(() -> ben.hasHeard(next + 10));
        assertThat(ann.frames).hasSize(heard);
    }

    @Test
    void goes_on_in_a_lower_tier_when_the_host_has_to_leave_out_the_higher() {
        RecordingListener ann = stage.guest(Quality.AUTO);
        stage.sendUntil(() -> ann.hasHeard(9));

        stage.host.sends = Set.of(Tier.LOW);
        stage.sendUntil(() -> ann.wasTold(Tier.LOW, SoundNews.Cause.STANDS_IN));
        stage.host.sends = Set.of(Tier.HIGH);
        long again = stage.host.nextSeq;
        stage.sendUntil(() -> ann.hasHeard(Tier.HIGH, again + 1));

        assertThat(ann.frames).anyMatch(frame -> frame.tier() == Tier.LOW.wire());
    }

    @Test
    void has_the_tiers_made_that_the_host_does_not_send_only_while_somebody_hears_them() {
        RecordingListener ann = new RecordingListener();
        Listening listening = stage.broadcasts.listen(stage.grant(1), ann, Quality.LOW);
        stage.sendUntil(() -> stage.host.isAskedFor(Set.of(Tier.LOW)));
        assertThat(stage.tiers.wanted).isEmpty();

        stage.passesWithSound(3);
        stage.sendUntil(() -> ann.last().tier() == Tier.LOW.wire());
        assertThat(stage.tiers.wanted).containsExactly(Set.of(Tier.LOW));

        listening.stop();
        await().until(() -> {
            stage.passesWithSound(1);
            return stage.tiers.stopped == 1;
        });
    }

    @Test
    void has_every_tier_made_of_raw_sound() {
        RecordingHost raw = stage.host(2, RAW);
        RecordingListener ann = new RecordingListener();
        stage.broadcasts.listen(stage.grant(2), ann, Quality.MEDIUM);
        await().until(() -> stage.tiers.wanted.contains(Set.of(Tier.MEDIUM)));

        for (long seq = 0; seq < 9; seq++) {
            raw.upload.offer(Sounds.frame(
                    AudioFrame.Kind.PCM,
                    Tier.PCM,
                    2,
                    seq,
                    stage.clock.nowUs() - 20_000,
                    ByteString.fromArray(new byte[3_840])));
            stage.passes(BroadcastStage.PACKET);
        }

        await().until(() -> ann.hasHeard(Tier.MEDIUM, 8));
    }
}
