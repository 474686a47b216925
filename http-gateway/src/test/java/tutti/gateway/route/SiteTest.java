package tutti.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.http.javadsl.model.AttributeKeys;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.RemoteAddress;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tutti.gateway.limit.AddressRange;

@DisplayName("Behind a proxy, a visitor")
class SiteTest {
    private static final Site SITE = new Site(Optional.empty(), List.of(AddressRange.of("198.51.100.0/24")));

    @Test
    void is_the_last_one_the_proxy_wrote() {
        assertThat(visitor("192.0.2.1, 192.0.2.2", "192.0.2.3, 192.0.2.4")).isEqualTo("192.0.2.4");
    }

    @Test
    void is_the_socket_when_the_proxy_wrote_no_address() {
        assertThat(visitor("192.0.2.1, someone")).isEqualTo("198.51.100.7");
        assertThat(visitor("192.0.2.999")).isEqualTo("198.51.100.7");
        assertThat(visitor("")).isEqualTo("198.51.100.7");
    }

    @Test
    void is_found_where_the_proxy_writes_ports_too() {
        assertThat(visitor("192.0.2.1:1234")).isEqualTo("192.0.2.1");
        assertThat(visitor("[2001:db8:1:2::1]:1234")).isEqualTo(visitor("2001:db8:1:2::1"));
        assertThat(visitor("[2001:db8:1:2::1]")).isEqualTo(visitor("2001:db8:1:2::1"));
    }

    @Test
    void is_counted_with_the_whole_of_their_ipv6_network() {
        assertThat(visitor("2001:db8:1:2::1")).isEqualTo(visitor("2001:db8:1:2:ffff::9"));
        assertThat(visitor("2001:db8:1:3::1")).isNotEqualTo(visitor("2001:db8:1:2::1"));
    }

    @Test
    void is_the_socket_when_the_proxy_is_none_of_ours() {
        Site site =
                new Site(Optional.empty(), List.of(AddressRange.of("10.0.0.0/8"), AddressRange.of("2001:db8::/32")));
        HttpRequest request = HttpRequest.GET("http://tutti.example/")
                .addHeader(RawHeader.create("X-Forwarded-For", "192.0.2.1"))
                .addHeader(RawHeader.create("X-Forwarded-Proto", "https"));

        assertThat(site.visitor(from(request, "198.51.100.7"))).isEqualTo("198.51.100.7");
        assertThat(site.base(from(request, "198.51.100.7"))).isEqualTo("http://tutti.example");
        assertThat(site.visitor(from(request, "10.1.2.3"))).isEqualTo("192.0.2.1");
        assertThat(site.base(from(request, "10.1.2.3"))).isEqualTo("https://tutti.example");
        assertThat(site.visitor(from(request, "2001:db8:1::5"))).isEqualTo("192.0.2.1");
        assertThat(site.visitor(from(request, "2001:db9:1::5"))).isNotEqualTo("192.0.2.1");
    }

    private static HttpRequest from(HttpRequest request, String address) {
        return request.addAttribute(
                AttributeKeys.remoteAddress, RemoteAddress.create(new InetSocketAddress(address, 5)));
    }

    private static String visitor(String... lines) {
        // Not addHeader, which puts the later line first.
        List<HttpHeader> written = new ArrayList<>();
        for (String line : lines) {
            written.add(RawHeader.create("X-Forwarded-For", line));
        }
        return SITE.visitor(HttpRequest.GET("/")
                .withHeaders(written)
                .addAttribute(
                        AttributeKeys.remoteAddress, RemoteAddress.create(new InetSocketAddress("198.51.100.7", 5))));
    }
}
