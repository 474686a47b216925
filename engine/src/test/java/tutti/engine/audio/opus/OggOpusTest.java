package tutti.engine.audio.opus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a program that we did not write makes of it: ffmpeg, which `./tutti test` brings. */
@DisplayName("An endless Ogg")
class OggOpusTest {
    private static final Music MUSIC = Music.ofSeconds(10);
    private static final List<ByteString> OPUS = MUSIC.opus();
    private static final int PRE_SKIP = 3_840;

    private final OggOpus ogg = new OggOpus(0xCAFE_BABE, 2);
    private final List<ByteString> pages = new ArrayList<>();

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("listen.ogg");
    }

    @Test
    void is_what_players_take_for_opus() throws IOException, InterruptedException {
        hear(0, OPUS);
        pages.add(ogg.end());

        write(0);

        assertThat(ffprobe("stream=codec_name,sample_rate,channels:format=format_name"))
                .isEqualTo("opus,48000,2\nogg\n");
        assertThat(decoded().length()).isEqualTo(500 * 960 - PRE_SKIP);
        assertThat(decoded().likeness(MUSIC.from(PRE_SKIP), Encoder.DELAY)).isGreaterThan(0.99);
    }

    @Test
    void may_be_joined_in_the_middle_and_cut_anywhere() throws IOException, InterruptedException {
        hear(0, OPUS);

        write(40);

        assertThat(ffprobe("format=start_time")).isEqualTo("4.000000\n");
        assertThat(decoded().likeness(MUSIC.from(4 * 48_000 + PRE_SKIP), Encoder.DELAY))
                .isGreaterThan(0.99);
    }

    @Test
    void may_have_gone_on_for_years() throws IOException, InterruptedException {
        hear(1L << 40, OPUS);

        write(60);

        assertThat(decoded().likeness(MUSIC.from(6 * 48_000 + PRE_SKIP), Encoder.DELAY))
                .isGreaterThan(0.99);
    }

    @Test
    void has_everything_at_its_time_after_a_short_hole() throws IOException, InterruptedException {
        hear(0, OPUS.subList(0, 200));
        hear(217, OPUS.subList(217, 500));
        pages.add(ogg.end());

        write(0);

        assertThat(decoded().length()).isEqualTo(500 * 960 - PRE_SKIP);
        Music afterwards = decoded().from(220 * 960 - PRE_SKIP);
        assertThat(afterwards.likeness(MUSIC.from(220 * 960), Encoder.DELAY)).isGreaterThan(0.98);
    }

    @Test
    void does_not_play_the_silence_that_players_waited_out() throws IOException, InterruptedException {
        hear(0, OPUS.subList(0, 200));
        hear(300, OPUS.subList(300, 500));
        pages.add(ogg.end());

        write(0);

        assertThat(decoded().length()).isEqualTo(400 * 960 - PRE_SKIP);
    }

    @Test
    void leaves_out_what_is_no_packet_or_late() throws IOException, InterruptedException {
        hear(0, OPUS.subList(0, 100));
        hear(90, OPUS.subList(90, 100));
        hear(100, List.of(ByteString.fromArray(new byte[2_000]), ByteString.emptyByteString()));
        hear(102, OPUS.subList(102, 500));
        pages.add(ogg.end());

        write(0);

        assertThat(decoded().length()).isEqualTo(500 * 960 - PRE_SKIP);
    }

    @Test
    void has_packets_of_every_size() throws IOException, InterruptedException {
        List<ByteString> packets = new ArrayList<>();
        for (int size : new int[] {1, 2, 254, 255, 256, 510, 511, 1_276, 1_020, 1_275}) {
            byte[] packet = new byte[size];
            packet[0] = (byte) 0xFC;
            packets.add(ByteString.fromArray(packet));
        }
        hear(0, packets);

        write(0);

        assertThat(ffprobe("packet=size").split("[^0-9]+"))
                .containsExactly("1", "2", "254", "255", "256", "510", "511", "1276", "1020", "1275");
    }

    private void hear(long firstSeq, List<ByteString> packets) {
        for (int i = 0; i < packets.size(); i++) {
            pages.addAll(ogg.hear(firstSeq + i, packets.get(i)));
        }
    }

    /** What somebody gets who joins at that page. */
    private void write(int fromPage) throws IOException {
        ByteString all = pages.subList(fromPage, pages.size()).stream().reduce(ogg.headers(), ByteString::concat);
        Files.write(file, all.toArray());
    }

    private String ffprobe(String entries) throws IOException, InterruptedException {
        return run("ffprobe", "-v", "error", "-show_entries", entries, "-of", "csv=p=0", file.toString());
    }

    private Music decoded() throws IOException, InterruptedException {
        Path samples = directory.resolve("samples");
        String said = run("ffmpeg", "-v", "error", "-y", "-i", file.toString(), "-f", "s16le", samples.toString());
        assertThat(said).isEmpty();
        return Music.of(Files.readAllBytes(samples));
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
