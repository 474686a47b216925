package tutti.engine.room.broadcast;

/** What a host sends: packets of 20 ms. The rate of the samples is told, and can be no other. */
public record Feed(Codec codec, int sampleRate, int channels, int bitrateKbps) {
    public static final int SAMPLE_RATE = 48_000;
    public static final int CHANNELS_MAX = 2;
    public static final int BITRATE_KBPS_MIN = 6;
    /** PCM in stereo; Opus ends at a third of it. */
    public static final int BITRATE_KBPS_MAX = 1_536;

    public enum Codec {
        OPUS,
        PCM
    }

    public Feed {
        if (sampleRate != SAMPLE_RATE) {
            throw new IllegalArgumentException("sampleRate is " + SAMPLE_RATE);
        }
        if (channels < 1 || channels > CHANNELS_MAX) {
            throw new IllegalArgumentException("channels is 1 to " + CHANNELS_MAX);
        }
        if (bitrateKbps < BITRATE_KBPS_MIN || bitrateKbps > BITRATE_KBPS_MAX) {
            throw new IllegalArgumentException(
                    "audioBitrate is " + BITRATE_KBPS_MIN + " to " + BITRATE_KBPS_MAX + " kbit/s");
        }
    }
}
