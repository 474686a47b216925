package tutti.engine.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static tutti.engine.audio.Sounds.OPUS;
import static tutti.engine.audio.Sounds.RAW;
import static tutti.engine.audio.Sounds.packet;
import static tutti.engine.audio.Sounds.upload;

import java.util.Random;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The gate of an upload")
class UploadGateTest {
    private static final long START_US = 1_795_000_000_000_000L;
    private static final long EPOCH = 3;

    private long nowUs = START_US;
    private final UploadGate gate = new UploadGate(OPUS, EPOCH, START_US);

    @Test
    void lets_through_what_follows_in_every_tier() {
        for (long seq = 0; seq < 100; seq++) {
            for (Tier tier : Tier.HEARD) {
                assertThat(judge(tier, seq)).isInstanceOf(UploadGate.Verdict.Passed.class);
            }
            nowUs += 20_000;
        }

        assertThat(gate.drops()).isEmpty();
    }

    @Test
    void counts_on_when_the_number_on_the_wire_goes_round() {
        judge(Tier.HIGH, 0xFFFF_FFFFL);
        nowUs += 20_000;

        assertThat(judge(Tier.HIGH, 0x1_0000_0000L))
                .isInstanceOfSatisfying(
                        UploadGate.Verdict.Passed.class,
                        passed -> assertThat(passed.seq()).isEqualTo(0x1_0000_0000L));
    }

    @Test
    void drops_what_was_not_announced() {
        ByteString high = packet(1, 300);
        long pts = nowUs - 50_000;

        assertDropped(Drop.MALFORMED, ByteString.fromString("no frame"));
        assertDropped(Drop.MALFORMED, Sounds.frame(AudioFrame.Kind.OPUS, Tier.HIGH, EPOCH, 1, pts, high, high));
        assertDropped(Drop.WRONG_KIND, Sounds.frame(AudioFrame.Kind.PCM, Tier.PCM, EPOCH, 1, pts, high));
        assertDropped(Drop.WRONG_KIND, Sounds.frame(AudioFrame.Kind.END, Tier.HIGH, EPOCH, 1, pts, high));
        assertDropped(Drop.WRONG_TIER, Sounds.frame(AudioFrame.Kind.OPUS, Tier.PCM, EPOCH, 1, pts, high));
        assertDropped(Drop.WRONG_PACKET, Sounds.frame(AudioFrame.Kind.OPUS, Tier.LOW, EPOCH, 1, pts, high));
        assertDropped(Drop.OTHER_EPOCH, upload(Tier.HIGH, EPOCH - 1, 1, pts));
    }

    @Test
    void takes_pcm_of_exactly_20_ms_where_pcm_was_announced() {
        UploadGate raw = new UploadGate(RAW, EPOCH, START_US);

        assertThat(raw.judge(pcm(3_840), nowUs)).isInstanceOf(UploadGate.Verdict.Passed.class);
        assertThat(raw.judge(pcm(3_838), nowUs)).isEqualTo(new UploadGate.Verdict.Dropped(Drop.WRONG_PACKET));
    }

    @Test
    void drops_what_was_there_before() {
        judge(Tier.HIGH, 1_000);

        assertThat(judge(Tier.HIGH, 1_000)).isEqualTo(new UploadGate.Verdict.Dropped(Drop.OLD));
        assertThat(judge(Tier.HIGH, 999)).isEqualTo(new UploadGate.Verdict.Dropped(Drop.OLD));
        assertThat(judge(Tier.LOW, 700)).isEqualTo(new UploadGate.Verdict.Dropped(Drop.OLD));
    }

    @Test
    void drops_what_cannot_have_been_captured_then() {
        judge(Tier.HIGH, 1);
        assertDropped(Drop.IMPLAUSIBLE, upload(Tier.HIGH, EPOCH, 2_000, nowUs));
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 0, START_US - 60_000_000, START_US + 60_000_000, Long.MAX_VALUE})
    void lets_through_the_sound_of_a_host_whose_clock_is_wrong_as_near_as_it_can_be(long ptsUs) {
        assertThat(gate.judge(upload(Tier.HIGH, EPOCH, 1, ptsUs), nowUs))
                .isInstanceOfSatisfying(
                        UploadGate.Verdict.Passed.class,
                        passed -> assertThat(passed.ptsUs()).isBetween(nowUs - 6_000_000, nowUs + 2_000_000));
    }

    @Test
    void tells_of_a_jump_with_the_next_packet_when_there_was_no_room_for_the_one_that_jumped() {
        judge(Tier.HIGH, 1);
        nowUs += 600_000_000;
        UploadGate.Verdict last = judge(Tier.HIGH, 2);
        for (long seq = 3; last instanceof UploadGate.Verdict.Dropped; seq++) {
            nowUs += 20_000;
            last = judge(Tier.HIGH, seq);
        }
        UploadGate.Verdict.Passed jumped = (UploadGate.Verdict.Passed) last;

        gate.crowded(jumped, nowUs);
        nowUs += 20_000;

        assertThat(judge(Tier.HIGH, jumped.seq() + 1))
                .isInstanceOfSatisfying(
                        UploadGate.Verdict.Passed.class,
                        passed -> assertThat(passed.jumped()).isTrue());
    }

    @Test
    void follows_a_counter_that_has_jumped_when_nothing_else_comes_for_half_a_second() {
        judge(Tier.HIGH, 1);
        nowUs += 600_000_000;

        for (long seq = 2; seq < 26; seq++) {
            assertThat(judge(Tier.HIGH, seq)).isEqualTo(new UploadGate.Verdict.Dropped(Drop.IMPLAUSIBLE));
            nowUs += 20_000;
        }

        assertThat(judge(Tier.HIGH, 26))
                .isInstanceOfSatisfying(
                        UploadGate.Verdict.Passed.class,
                        passed -> assertThat(passed.jumped()).isTrue());
        nowUs += 20_000;
        assertThat(judge(Tier.HIGH, 27)).isInstanceOf(UploadGate.Verdict.Passed.class);
    }

    @Test
    void ends_an_upload_that_is_full_of_faults() {
        for (int each = 0; each < 10; each++) {
            assertDropped(Drop.MALFORMED, ByteString.fromString("no frame"));
        }

        assertThat(gate.judge(ByteString.fromString("no frame"), nowUs))
                .isEqualTo(new UploadGate.Verdict.TooManyFaults());
        assertThat(gate.drops()).containsEntry(Drop.MALFORMED, 11L);
    }

    @Test
    void forgives_a_fault_now_and_then() {
        for (int each = 0; each < 100; each++) {
            assertDropped(Drop.MALFORMED, ByteString.fromString("no frame"));
            nowUs += 10_000_000;
        }
    }

    @Test
    void does_not_hear_out_a_flood() {
        UploadGate.Verdict last = judge(Tier.HIGH, 1);
        for (int each = 0; each < 2_000; each++) {
            last = judge(Tier.HIGH, 1);
        }

        assertThat(last).isEqualTo(new UploadGate.Verdict.TooManyFaults());
        assertThat(gate.drops()).containsKey(Drop.TOO_MANY);
    }

    @Test
    void lets_through_nothing_of_noise() {
        Random random = new Random(7);
        byte[] good = upload(Tier.HIGH, EPOCH, 1, nowUs).toArray();
        for (int each = 0; each < 200_000; each++) {
            nowUs += 20_000;
            byte[] bytes = good.clone();
            for (int flips = 0; flips < 1 + random.nextInt(4); flips++) {
                bytes[random.nextInt(24)] ^= (byte) (1 << random.nextInt(8));
            }
            if (gate.judge(ByteString.fromArrayUnsafe(bytes), nowUs) instanceof UploadGate.Verdict.Passed passed) {
                assertThat(passed.ptsUs()).isBetween(nowUs - 6_000_000, nowUs + 2_000_000);
                assertThat(OpusPacket.fits(passed.bytes(), passed.tier(), 2)).isTrue();
            }
        }
    }

    private UploadGate.Verdict judge(Tier tier, long seq) {
        return gate.judge(upload(tier, EPOCH, seq, nowUs - 50_000), nowUs);
    }

    private void assertDropped(Drop why, ByteString frame) {
        assertThat(gate.judge(frame, nowUs)).isEqualTo(new UploadGate.Verdict.Dropped(why));
    }

    private ByteString pcm(int bytes) {
        return Sounds.frame(AudioFrame.Kind.PCM, Tier.PCM, EPOCH, bytes, nowUs, ByteString.fromArray(new byte[bytes]));
    }
}
