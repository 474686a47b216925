package tutti.engine.audio;

/** What a host said it will send. The engine takes nothing but 48 kHz, in packets of 20 ms. */
public record SoundFormat(Codec codec, int sampleRate, int channels, int bitrateKbps) {
    public static final int SAMPLE_RATE = 48_000;
    public static final int PACKET_SAMPLES = 960;
    public static final long PACKET_US = 20_000;

    private static final int BITRATE_KBPS_MAX = 2_000;

    public enum Codec {
        OPUS,
        PCM
    }

    public SoundFormat {
        if (!isOne(sampleRate, channels, bitrateKbps)) {
            throw new IllegalArgumentException(
                    "not a sound: " + sampleRate + " Hz, " + channels + " channels, " + bitrateKbps + " kbit/s");
        }
    }

    /** For asking before making one of what a client said. */
    public static boolean isOne(int sampleRate, int channels, int bitrateKbps) {
        return sampleRate == SAMPLE_RATE
                && (channels == 1 || channels == 2)
                && bitrateKbps > 0
                && bitrateKbps <= BITRATE_KBPS_MAX;
    }

    public int pcmPacketBytes() {
        return PACKET_SAMPLES * channels * Short.BYTES;
    }
}
