package tutti.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The frames of a node's sound")
class SoundFramesTest {
    private final SoundFrames frames = new SoundFrames();

    @Test
    void are_the_same_for_all_who_are_sent_the_same() {
        ByteString bytes = sound();

        SoundFrame first = frames.of(bytes, 3);

        assertThat(frames.of(bytes, 3)).isSameAs(first);
        assertThat(frames.of(sound(), 3)).isNotSameAs(first);
    }

    @Test
    void are_the_same_for_two_newcomers_who_are_each_replayed_all_of_it() {
        List<ByteString> replayed =
                Stream.generate(SoundFramesTest::sound).limit(80).toList();

        List<SoundFrame> first = given(replayed);
        frames.of(sound(), 3);
        List<SoundFrame> second = given(replayed);

        for (int number = 0; number < replayed.size(); number++) {
            assertThat(second.get(number)).isSameAs(first.get(number));
            assertThat(second.get(number).onTheWire().array())
                    .isSameAs(first.get(number).onTheWire().array());
        }
    }

    @Test
    void are_forgotten_when_there_were_many_since() {
        ByteString bytes = sound();
        SoundFrame first = frames.of(bytes, 3);

        IntStream.range(0, 10 * SoundFrames.KNOWN_MAX).forEach(number -> frames.of(sound(), 3));

        assertThat(frames.of(bytes, 3)).isNotSameAs(first);
        assertThat(frames.known()).isEqualTo(SoundFrames.KNOWN_MAX);
    }

    private List<SoundFrame> given(List<ByteString> replayed) {
        return replayed.stream().map(bytes -> frames.of(bytes, 3)).toList();
    }

    /** Equal, and another each time. */
    private static ByteString sound() {
        return ByteString.fromArray(new byte[30]);
    }
}
