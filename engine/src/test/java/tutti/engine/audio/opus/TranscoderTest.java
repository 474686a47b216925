package tutti.engine.audio.opus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tutti.engine.audio.SoundFormat;
import tutti.engine.audio.Tier;

@DisplayName("A transcoder")
class TranscoderTest {
    private static final Music MUSIC = Music.ofSeconds(6);
    private static final List<ByteString> OPUS = MUSIC.opus();
    private static final long EPOCH = 7;

    private final Transcoder transcoder = Transcoder.ofOpus(2);
    private final List<TranscodedPacket> out = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({"HIGH, 130000, 0.99", "MEDIUM, 66000, 0.99", "LOW, 32000, 0.98"})
    void keeps_the_sound_and_its_stereo(Tier tier, int bitsPerSecondMax, double likeness) {
        transcoder.want(Set.of(tier));

        hear(transcoder, OPUS);

        assertThat(Music.decoded(packets()).likeness(MUSIC, Encoder.DELAY)).isGreaterThan(likeness);
        assertThat(bitsPerSecond()).isLessThanOrEqualTo(bitsPerSecondMax);
    }

    @ParameterizedTest
    @CsvSource({"HIGH, 130000, 0.99", "MEDIUM, 66000, 0.99", "LOW, 32000, 0.98"})
    void encodes_samples_for_a_host_that_cannot(Tier tier, int bitsPerSecondMax, double likeness) {
        Transcoder ofPcm = Transcoder.ofPcm(2);
        ofPcm.want(Set.of(tier));

        hear(ofPcm, MUSIC.pcm());

        assertThat(Music.decoded(packets()).likeness(MUSIC, Encoder.DELAY)).isGreaterThan(likeness);
        assertThat(bitsPerSecond()).isLessThanOrEqualTo(bitsPerSecondMax);
    }

    @Test
    void is_not_a_sample_behind_what_the_host_sends() {
        transcoder.want(Set.of(Tier.MEDIUM));

        hear(transcoder, OPUS);

        Music heard = Music.decoded(packets());
        int latest = IntStream.range(0, 700)
                .boxed()
                .max((one, other) -> Double.compare(heard.likeness(MUSIC, one), heard.likeness(MUSIC, other)))
                .orElseThrow();
        assertThat(latest).isEqualTo(Encoder.DELAY);
    }

    @Test
    void encodes_what_somebody_wants_and_nothing_else() {
        transcoder.want(Set.of(Tier.LOW));
        hear(transcoder, OPUS.subList(0, 10));
        transcoder.want(EnumSet.of(Tier.MEDIUM, Tier.LOW));
        hear(transcoder, 10, OPUS.subList(10, 20));
        transcoder.want(Set.of());
        hear(transcoder, 20, OPUS.subList(20, 30));

        assertThat(of(Tier.LOW)).containsExactlyElementsOf(seqs(0, 19));
        assertThat(of(Tier.MEDIUM)).containsExactlyElementsOf(seqs(9, 19));
        assertThat(of(Tier.HIGH)).isEmpty();
    }

    @Test
    void makes_up_for_a_short_hole() {
        transcoder.want(Set.of(Tier.MEDIUM));

        hear(transcoder, 0, OPUS.subList(0, 100));
        hear(transcoder, 103, OPUS.subList(103, 300));

        assertThat(of(Tier.MEDIUM)).containsExactlyElementsOf(seqs(0, 299));
        assertThat(transcoder.tally().concealed()).isEqualTo(3);
        assertThat(Music.decoded(packets()).likeness(MUSIC, Encoder.DELAY)).isGreaterThan(0.95);
    }

    @Test
    void says_nothing_for_a_long_one() {
        transcoder.want(Set.of(Tier.MEDIUM));

        hear(transcoder, 0, OPUS.subList(0, 100));
        hear(transcoder, 106, OPUS.subList(106, 120));

        assertThat(of(Tier.MEDIUM)).doesNotContainAnyElementsOf(seqs(99, 106));
        assertThat(of(Tier.MEDIUM)).containsAll(seqs(106, 119));
    }

    @Test
    void begins_a_new_epoch_as_if_there_had_been_none_before() {
        transcoder.want(Set.of(Tier.MEDIUM));
        hear(transcoder, OPUS.subList(0, 50));
        out.clear();
        for (int i = 0; i < 50; i++) {
            transcoder.hear(new TimedPacket(EPOCH + 1, 50 + i, OPUS.get(100 + i)), out::add);
        }
        List<ByteString> after = packets();
        out.clear();

        Transcoder fresh = Transcoder.ofOpus(2);
        fresh.want(Set.of(Tier.MEDIUM));
        hear(fresh, OPUS.subList(100, 150));

        assertThat(after).isEqualTo(packets());
    }

    @Test
    void goes_on_after_what_is_no_packet() {
        transcoder.want(Set.of(Tier.MEDIUM));

        hear(transcoder, 0, OPUS.subList(0, 50));
        hear(
                transcoder,
                50,
                List.of(
                        ByteString.emptyByteString(),
                        ByteString.fromArray(new byte[5_000]),
                        ByteString.fromInts(0xFF, 0x05, 1, 2),
                        ByteString.fromInts(0xF0, 1, 2)));
        hear(transcoder, 54, OPUS.subList(54, 300));

        assertThat(transcoder.tally().malformed()).isEqualTo(4);
        assertThat(of(Tier.MEDIUM)).containsExactlyElementsOf(seqs(0, 299));
        assertThat(Music.decoded(packets()).likeness(MUSIC, Encoder.DELAY)).isGreaterThan(0.95);
    }

    @Test
    void leaves_out_what_comes_late_or_twice() {
        transcoder.want(Set.of(Tier.MEDIUM));
        hear(transcoder, OPUS.subList(0, 10));

        hear(transcoder, 5, OPUS.subList(5, 8));
        hear(transcoder, 10, OPUS.subList(10, 12));

        assertThat(of(Tier.MEDIUM)).containsExactlyElementsOf(seqs(0, 11));
        assertThat(transcoder.tally().late()).isEqualTo(3);
    }

    @Test
    void survives_sound_that_is_no_music() {
        Transcoder ofPcm = Transcoder.ofPcm(2);
        ofPcm.want(Set.copyOf(Tier.HEARD));
        Random random = new Random(20_260_101);
        byte[] loud = new byte[SoundFormat.PACKET_SAMPLES * 4];

        for (int seq = 0; seq < 200; seq++) {
            for (int i = 1; i < loud.length; i += 2) {
                loud[i] = random.nextBoolean() ? Byte.MAX_VALUE : Byte.MIN_VALUE;
            }
            ofPcm.hear(new TimedPacket(EPOCH, seq, ByteString.fromArray(loud)), out::add);
        }

        assertThat(of(Tier.LOW)).containsExactlyElementsOf(seqs(0, 200));
    }

    private void hear(Transcoder by, List<ByteString> packets) {
        hear(by, 0, packets);
    }

    private void hear(Transcoder by, int firstSeq, List<ByteString> packets) {
        for (int i = 0; i < packets.size(); i++) {
            by.hear(new TimedPacket(EPOCH, firstSeq + i, packets.get(i)), out::add);
        }
    }

    private List<ByteString> packets() {
        return out.stream().map(TranscodedPacket::bytes).toList();
    }

    private List<Long> of(Tier tier) {
        return out.stream()
                .filter(packet -> packet.tier() == tier)
                .map(TranscodedPacket::seq)
                .toList();
    }

    private static List<Long> seqs(long from, long before) {
        return LongStream.range(from, before).boxed().toList();
    }

    private int bitsPerSecond() {
        return packets().stream().mapToInt(ByteString::size).sum() * 8 * 50 / out.size();
    }
}
