package tutti.gateway.socket;

import static java.net.StandardSocketOptions.SO_SNDBUF;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.http.javadsl.model.AttributeKeys;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.RemoteAddress;
import org.apache.pekko.http.javadsl.settings.ServerSettings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tutti.gateway.tcp.AcceptedChannels;
import tutti.gateway.tcp.WritableChannels;

@DisplayName("A connection that becomes a socket")
class BypassesTest {
    private static final ActorTestKit ACTORS = ActorTestKit.create();
    private static final WritableChannels WRITABLES = new WritableChannels();

    private final AcceptedChannels accepted = new AcceptedChannels();
    private ServerSocketChannel port;
    private SocketChannel theirs;
    private SocketChannel ours;

    @AfterAll
    static void stop() {
        ACTORS.shutdownTestKit();
        WRITABLES.close();
    }

    @BeforeEach
    void call() throws IOException {
        port = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        theirs = SocketChannel.open(port.getLocalAddress());
        ours = port.accept();
        accepted.afterConnect(ours.socket());
    }

    @AfterEach
    void hangUp() throws IOException {
        theirs.close();
        ours.close();
        port.close();
    }

    @Test
    void holds_little_back_and_has_a_way_past_its_stream() throws IOException {
        assertThat(bypasses(WRITABLES).forCaller(request())).isNotNull();

        assertThat(ours.getOption(SO_SNDBUF)).isLessThanOrEqualTo(2 * Bypasses.SEND_BUFFER_BYTES);
    }

    @Test
    void holds_little_back_also_where_all_goes_by_the_streams() throws IOException {
        assertThat(bypasses(null).forCaller(request())).isNull();

        assertThat(ours.getOption(SO_SNDBUF)).isLessThanOrEqualTo(2 * Bypasses.SEND_BUFFER_BYTES);
    }

    @Test
    void holds_little_back_also_when_it_was_taken_already() throws IOException {
        accepted.take((InetSocketAddress) ours.getRemoteAddress());

        assertThat(bypasses(WRITABLES).forCaller(request())).isNull();

        assertThat(ours.getOption(SO_SNDBUF)).isLessThanOrEqualTo(2 * Bypasses.SEND_BUFFER_BYTES);
    }

    private Bypasses bypasses(@Nullable WritableChannels writables) {
        return new Bypasses(
                accepted,
                writables,
                ServerSettings.create(ACTORS.system().classicSystem()).getWebsocketSettings(),
                ACTORS.system().classicSystem());
    }

    private HttpRequest request() throws IOException {
        return HttpRequest.create().addAttribute(AttributeKeys.remoteAddress, RemoteAddress.create((InetSocketAddress)
                ours.getRemoteAddress()));
    }
}
