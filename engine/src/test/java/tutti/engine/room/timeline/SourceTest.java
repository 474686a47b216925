package tutti.engine.room.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A source")
class SourceTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "JavaScript:alert(1)",
                "data:text/html,x",
                "file:///etc/passwd",
                "//elsewhere.example/x",
                "/\\elsewhere.example",
                "/a\nb",
                "https://",
                "film.m3u8",
                ""
            })
    void is_only_ever_an_address_of_the_web_or_a_path_of_this_site(String src) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Source(Source.Kind.VIDEO, src, "Film", null, false));
        assertThatIllegalArgumentException().isThrownBy(() -> new Source(Source.Kind.LIVE, src, "Live", null, false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://media.example/film.m3u8?token=a%20b",
                "http://127.0.0.1:8080/x",
                "/media/film/master.m3u8"
            })
    void may_be_anywhere_on_the_web(String src) {
        assertThat(new Source(Source.Kind.VIDEO, src, "Film", null, false).src())
                .isEqualTo(src);
    }

    @ParameterizedTest
    @EnumSource(
            value = Source.Kind.class,
            names = {"VIDEO", "TRACK"})
    void has_an_address_unless_it_is_live(Source.Kind kind) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Source(kind, null, "Film", null, false));
        assertThat(Source.NOTHING.kind()).isEqualTo(Source.Kind.LIVE);
    }

    /** Where titles are listed, in PostgreSQL, no text has a NUL in it. */
    @ParameterizedTest
    @ValueSource(strings = {"Fri\u0000day", "Fri\nday", "\u0085"})
    void has_a_title_on_one_line(String title) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Source(Source.Kind.VIDEO, "/film.m3u8", title, null, false));
    }

    @Test
    void loops_only_with_a_known_duration() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Source(Source.Kind.TRACK, "/track", "Track", null, true));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Source(Source.Kind.TRACK, "/track", "Track", 0L, true));
    }
}
