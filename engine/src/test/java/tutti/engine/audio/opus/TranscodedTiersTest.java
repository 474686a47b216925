package tutti.engine.audio.opus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import java.util.EnumSet;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tutti.engine.audio.OpusPacket;
import tutti.engine.audio.SoundFormat;
import tutti.engine.audio.SoundPacket;
import tutti.engine.audio.Tier;
import tutti.engine.audio.TierSource;

@DisplayName("Transcoded tiers")
class TranscodedTiersTest {
    private static final long EPOCH = 0xFFFF_FFFFL;
    private static final Music MUSIC = Music.ofSeconds(1);

    private final Queue<MadePacket> made = new ConcurrentLinkedQueue<>();
    private ActorTestKit kit;
    private TierSource tiers;

    private record MadePacket(Tier tier, long seq, ByteString opus) {}

    @BeforeEach
    void start() {
        kit = ActorTestKit.create(ConfigFactory.load());
        tiers = new TranscodedTiers(new Transcoders(kit.system(), new TranscodingSettings(1, 100)));
    }

    @AfterEach
    void stop() {
        kit.shutdownTestKit();
    }

    @Test
    void are_made_of_the_opus_that_a_host_sends() {
        TierSource.Making making =
                tiers.start(format(SoundFormat.Codec.OPUS), this::keep).orElseThrow();
        making.want(EnumSet.of(Tier.MEDIUM, Tier.LOW));

        feed(making, Tier.HIGH, MUSIC.opus());

        await().until(() -> made.size() == 98);
        assertThat(made.stream().filter(packet -> packet.tier() == Tier.LOW).map(MadePacket::seq))
                .startsWith(7L, 8L)
                .endsWith(55L);
    }

    @Test
    void are_made_of_samples_where_the_host_cannot_encode() {
        TierSource.Making making =
                tiers.start(format(SoundFormat.Codec.PCM), this::keep).orElseThrow();
        making.want(EnumSet.of(Tier.HIGH, Tier.PCM));

        feed(making, Tier.PCM, MUSIC.pcm());

        await().until(() -> made.size() == 50);
        assertThat(made).allMatch(packet -> packet.tier() == Tier.HIGH && OpusPacket.isOne(packet.opus()));
    }

    @Test
    void are_not_made_for_one_broadcast_too_many_until_another_stops() {
        TierSource.Making first =
                tiers.start(format(SoundFormat.Codec.OPUS), this::keep).orElseThrow();
        assertThat(tiers.start(format(SoundFormat.Codec.OPUS), this::keep)).isEmpty();
        first.stop();

        TierSource.Making third =
                tiers.start(format(SoundFormat.Codec.PCM), this::keep).orElseThrow();
        third.want(EnumSet.of(Tier.LOW));
        feed(third, Tier.PCM, MUSIC.pcm());

        await().until(() -> made.size() == 50);
    }

    private void keep(Tier tier, long seq, ByteString opus) {
        made.add(new MadePacket(tier, seq, opus));
    }

    private static SoundFormat format(SoundFormat.Codec codec) {
        return new SoundFormat(codec, 48_000, 2, 128);
    }

    private static void feed(TierSource.Making making, Tier tier, List<ByteString> packets) {
        for (int i = 0; i < packets.size(); i++) {
            making.feed(new SoundPacket(tier, EPOCH, 7 + i, 0, 0, packets.get(i)));
        }
    }
}
