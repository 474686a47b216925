package tutti.gateway.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The connections of a port")
class AcceptedChannelsTest {
    private final AcceptedChannels accepted = new AcceptedChannels();
    private final List<SocketChannel> all = new ArrayList<>();
    private ServerSocketChannel port;

    @BeforeEach
    void listen() throws IOException {
        port = ServerSocketChannel.open().bind(new InetSocketAddress("0.0.0.0", 0));
    }

    @AfterEach
    void end() throws IOException {
        for (SocketChannel each : all) {
            each.close();
        }
        port.close();
    }

    @Test
    void are_known_by_their_callers_and_given_once() throws IOException {
        SocketChannel ann = called("127.0.0.1", 0);
        SocketChannel ben = called("127.0.0.1", 0);

        assertThat(accepted.take(callerOf(ben))).isSameAs(ben);
        assertThat(accepted.take(callerOf(ben))).isNull();
        assertThat(accepted.take(callerOf(ann))).isSameAs(ann);
        assertThat(accepted.take(new InetSocketAddress("127.0.0.1", 1))).isNull();
    }

    @Test
    void are_not_given_to_a_caller_who_has_several_from_one_port() throws IOException {
        SocketChannel first = called("127.0.0.1", 0);
        SocketChannel second = called("127.0.0.2", callerOf(first).getPort());
        assertThat(callerOf(second)).isEqualTo(callerOf(first));
        assertThat(accepted.take(callerOf(first))).isNull();

        SocketChannel third = called("127.0.0.3", callerOf(first).getPort());
        second.close();
        third.close();

        // The first is alone again, but the request may have come from one of the others.
        assertThat(accepted.take(callerOf(first))).isNull();
    }

    @Test
    void are_not_given_to_the_second_when_the_first_was_given_already() throws IOException {
        SocketChannel first = called("127.0.0.1", 0);
        InetSocketAddress caller = callerOf(first);
        assertThat(accepted.take(caller)).isSameAs(first);

        called("127.0.0.2", caller.getPort());

        assertThat(accepted.take(caller)).isNull();
    }

    @Test
    void are_given_again_from_a_port_whose_connection_has_ended() throws IOException {
        SocketChannel before = called("127.0.0.1", 0);
        InetSocketAddress caller = callerOf(before);
        accepted.take(caller);
        before.close();

        SocketChannel after = called("127.0.0.2", caller.getPort());

        assertThat(accepted.take(caller)).isSameAs(after);
    }

    @Test
    void are_forgotten_when_they_have_ended() throws IOException {
        for (int call = 0; call < 1_000; call++) {
            called("127.0.0.1", 0).close();
        }

        assertThat(accepted.known()).isLessThan(300);
    }

    /** Our end of a connection to that address of ours, from that port of theirs. */
    private SocketChannel called(String address, int from) throws IOException {
        SocketChannel theirs = SocketChannel.open().setOption(StandardSocketOptions.SO_REUSEADDR, true);
        all.add(theirs);
        theirs.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), from));
        theirs.connect(new InetSocketAddress(address, port.socket().getLocalPort()));
        SocketChannel ours = port.accept();
        all.add(ours);
        accepted.afterConnect(ours.socket());
        return ours;
    }

    private static InetSocketAddress callerOf(SocketChannel ours) throws IOException {
        return (InetSocketAddress) ours.getRemoteAddress();
    }
}
