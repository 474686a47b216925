package tutti.gateway.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The expected values are Bunny's own, but for the film's, which two of their implementations agree on. */
@DisplayName("A signed address")
class UrlSignerTest {
    private static final String SITE = "https://token-tester.b-cdn.net";
    private static final URI FILE = URI.create(SITE + "/300kb.jpg");
    private static final URI FOLDER = URI.create(SITE + "/abc/");
    private static final long EXPIRES_S = 1_598_024_587;
    private static final UrlSigner SIGNER = signer("SecurityKey");

    @Test
    void says_its_token_and_its_end() {
        assertThat(SIGNER.inQuery(FILE, terms(Map.of())))
                .isEqualTo(
                        SITE + "/300kb.jpg?token=HS256-o10JRWlsAItyAsdKS6jJKjabHN4FrFsplDHPV1idcX4&expires=1598024587");
    }

    @Test
    void has_its_signature_for_a_folder() {
        assertThat(SIGNER.inPath(FOLDER, terms(Map.of("token_path", "/abc"))))
                .isEqualTo(SITE + "/bcdn_token=HS256-uVZvT3SbEoVKYJyDJgbcsDmSFf73cv-uNUVaJiKWpbQ"
                        + "&token_path=%2Fabc&expires=1598024587/abc/");
    }

    @Test
    void may_be_for_one_visitor_and_some_countries() {
        UrlSigner.Terms terms =
                new UrlSigner.Terms(EXPIRES_S, address("1.2.3.4"), new TreeMap<>(Map.of("token_countries", "CA,US")));

        assertThat(SIGNER.inPath(FOLDER, terms))
                .isEqualTo(SITE + "/bcdn_token=HS256-1-4lIDGI2_t3wiTmopXzB7z71wtZKTe1Ic0lDlL72iAJw"
                        + "&token_countries=CA%2CUS&expires=1598024587/abc/");
    }

    @Test
    void is_for_the_whole_network_of_a_visitor_with_ipv6() {
        UrlSigner.Terms terms =
                new UrlSigner.Terms(EXPIRES_S, address("2001:0db8:85a3::8a2e:370:7334"), new TreeMap<>());

        assertThat(SIGNER.inQuery(FILE, terms)).contains("?token=HS256-1-Z1BaGdhTZdU4iANcyKpurFR2VgCNdqC6hlBv5x_TyaI&");
    }

    @Test
    void may_be_slow_and_may_let_the_player_add_what_it_likes() {
        assertThat(SIGNER.inQuery(FILE, terms(Map.of("limit", "1000"))))
                .contains("?token=HS256-DAVapqNNED3Z7JkjRTYX0UOIHNtbHEuuhRNEc4A7mMQ&limit=1000&");
        assertThat(SIGNER.inQuery(FILE, terms(Map.of("token_ignore_params", "true"))))
                .contains("?token=HS256-1lwWBD_c1IAGSj1UKPoxreu8ePDQ-Z9FoWLcRn_RRH0&token_ignore_params=true&");
    }

    @Test
    void of_a_film_is_good_for_its_folder() {
        URI film = URI.create("https://vz-example.b-cdn.net/11111111-2222-3333-4444-555555555555/playlist.m3u8");
        UrlSigner.Terms terms =
                UrlSigner.Terms.of(1_800_000_000L, Map.of("token_path", "/11111111-2222-3333-4444-555555555555/"));

        assertThat(signer("tutti-test-key").inPath(film, terms))
                .isEqualTo("https://vz-example.b-cdn.net/bcdn_token=HS256-hOOd4JCWj4V6Dmitb0P0jN5Ufu8qR-e_srIfh2GEGx8"
                        + "&token_path=%2F11111111-2222-3333-4444-555555555555%2F&expires=1800000000"
                        + "/11111111-2222-3333-4444-555555555555/playlist.m3u8");
    }

    @Test
    void is_not_signed_the_older_way() {
        UrlSigner.Terms terms = terms(Map.of("token_countries", "CA", "token_path", "/"));

        assertThat(SIGNER.isToken("3ZdIIg1-PB_UOF62lQIqfT4MWr2ENIdd0KWnQVuej3w", "/", terms))
                .isFalse();
        assertThat(SIGNER.isToken("e0fYj-NC_YeROS_0gTGvscP7HR_Du78I7WBVSDV8P4E", "/abc/", terms(Map.of())))
                .isFalse();
    }

    @Test
    void takes_what_its_query_said_along() {
        String signed = SIGNER.inPath(URI.create(SITE + "/a%20b/film.m3u8?quality=hd%2B"), terms(Map.of()));

        assertThat(signed).contains("&quality=hd%2B&expires=1598024587/a%20b/film.m3u8");
        assertThatThrownBy(() -> SIGNER.inPath(URI.create(SITE + "/film.m3u8?a=1&a=2"), terms(Map.of())))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static UrlSigner signer(String key) {
        return new UrlSigner(key.getBytes(StandardCharsets.UTF_8));
    }

    private static UrlSigner.Terms terms(Map<String, String> parameters) {
        return UrlSigner.Terms.of(EXPIRES_S, parameters);
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
