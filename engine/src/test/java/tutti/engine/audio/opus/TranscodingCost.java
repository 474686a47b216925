package tutti.engine.audio.opus;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.pekko.util.ByteString;
import tutti.engine.audio.Tier;

/** What one packet of 20 ms costs, to be run by hand: processor time and garbage of a warm transcoder. */
final class TranscodingCost {
    private static final int WARM_ROUNDS = 12;
    private static final int ROUNDS = 8;

    private TranscodingCost() {}

    public static void main(String[] args) {
        Music music = Music.ofSeconds(20);
        List<ByteString> opus = music.opus();
        List<ByteString> pcm = music.pcm();
        say("Opus, decoded alone", Transcoder.ofOpus(2), opus, Set.of());
        for (Tier tier : Tier.HEARD) {
            say("PCM to " + tier, Transcoder.ofPcm(2), pcm, Set.of(tier));
        }
        say("Opus to MEDIUM and LOW", Transcoder.ofOpus(2), opus, EnumSet.of(Tier.MEDIUM, Tier.LOW));
        say("PCM to all three", Transcoder.ofPcm(2), pcm, Set.copyOf(Tier.HEARD));
        say("Ogg pages", opus);
    }

    private static void say(String what, Transcoder transcoder, List<ByteString> packets, Set<Tier> tiers) {
        transcoder.want(tiers);
        say(what, packets, (seq, packet) -> transcoder.hear(new TimedPacket(0, seq, packet), made -> {}));
    }

    private static void say(String what, List<ByteString> packets) {
        OggOpus ogg = new OggOpus(1, 2);
        say(what, packets, ogg::hear);
    }

    private interface Ear {
        void hear(long seq, ByteString packet);
    }

    private static void say(String what, List<ByteString> packets, Ear ear) {
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long cpuNanos = 0;
        long bytes = 0;
        long seq = 0;
        for (int round = -WARM_ROUNDS; round < ROUNDS; round++) {
            long cpuBefore = thread.getCurrentThreadCpuTime();
            long bytesBefore = thread.getCurrentThreadAllocatedBytes();
            for (ByteString packet : packets) {
                ear.hear(seq++, packet);
            }
            if (round >= 0) {
                cpuNanos += thread.getCurrentThreadCpuTime() - cpuBefore;
                bytes += thread.getCurrentThreadAllocatedBytes() - bytesBefore;
            }
        }
        long heard = (long) ROUNDS * packets.size();
        System.out.printf(
                "%-24s %7.1f µs  %6.1f KB of garbage%n", what, cpuNanos / 1_000.0 / heard, bytes / 1_000.0 / heard);
    }
}
