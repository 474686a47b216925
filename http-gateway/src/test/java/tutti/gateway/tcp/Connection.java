package tutti.gateway.tcp;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/** Both ends of one, on this machine. Ours does not block, and holds little. */
record Connection(SocketChannel ours, SocketChannel theirs) implements AutoCloseable {
    private static final int LITTLE = 8 * 1024;

    static Connection open() throws IOException {
        try (ServerSocketChannel port = ServerSocketChannel.open()) {
            port.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            SocketChannel theirs = SocketChannel.open();
            theirs.setOption(StandardSocketOptions.SO_RCVBUF, LITTLE);
            theirs.connect(port.getLocalAddress());
            SocketChannel ours = port.accept();
            ours.configureBlocking(false);
            ours.setOption(StandardSocketOptions.SO_SNDBUF, LITTLE);
            return new Connection(ours, theirs);
        }
    }

    /** Until it takes no more: the other end's system has some room too, and takes its time to fill it. */
    void fill() {
        await().during(Duration.ofMillis(200)).until(() -> ours.write(ByteBuffer.allocate(LITTLE)) == 0);
    }

    byte[] read(int bytes) throws IOException {
        ByteBuffer read = ByteBuffer.allocate(bytes);
        while (read.hasRemaining() && theirs.read(read) >= 0) {
            // Until there is enough.
        }
        return read.array();
    }

    @Override
    public void close() throws IOException {
        ours.close();
        theirs.close();
    }
}
