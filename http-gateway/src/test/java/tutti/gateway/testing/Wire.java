package tutti.gateway.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.ThreadLocalRandom;

/** Bytes on a connection, as no client of good manners would send them. */
public final class Wire implements AutoCloseable {
    private static final int PATIENCE_MS = 20_000;

    private final Socket socket;

    public Wire(Server server) {
        this(server.uri("/"));
    }

    public Wire(URI at) {
        this(at, "127.0.0.1");
    }

    /** From an address of this machine's own. */
    public Wire(Server server, String from) {
        this(server.uri("/"), from);
    }

    private Wire(URI at, String from) {
        try {
            socket = new Socket();
            socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
            socket.connect(new InetSocketAddress(at.getHost(), at.getPort()));
            socket.setSoTimeout(PATIENCE_MS);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    public Wire send(String text) {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    public Wire send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            return this;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Asks for a WebSocket; `headers` end in a line break each. */
    public Wire shakeHands(String headers) {
        return send("GET /ws HTTP/1.1\r\nHost: 127.0.0.1:" + socket.getPort() + "\r\nConnection: Upgrade\r\n"
                + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
                + Base64.getEncoder().encodeToString(new byte[16]) + "\r\n" + headers + "\r\n");
    }

    /** A frame whole in itself, masked as a client's must be; `first` is its first byte. */
    public Wire sendFrame(int first, String text) {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        byte[] mask = new byte[4];
        ThreadLocalRandom.current().nextBytes(mask);
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(first);
        frame.write(0x80 | payload.length);
        frame.writeBytes(mask);
        for (int at = 0; at < payload.length; at++) {
            frame.write(payload[at] ^ mask[at % mask.length]);
        }
        return send(frame.toByteArray());
    }

    /** Asks for something that is there. False when the connection ends instead. */
    public boolean isAnswered() {
        try {
            socket.getOutputStream()
                    .write("GET /health/alive HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            int first = socket.getInputStream().read();
            if (first < 0) {
                return false;
            }
            byte[] body =
                    socket.getInputStream().readNBytes(socket.getInputStream().available());
            return new String(body, StandardCharsets.UTF_8).startsWith("TTP/1.1 200");
        } catch (SocketTimeoutException neither) {
            throw new AssertionError("no answer and no end", neither);
        } catch (IOException ended) {
            return false;
        }
    }

    /** Status line and headers of the next answer. */
    public String head() {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        try {
            InputStream in = socket.getInputStream();
            while (!head.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n")) {
                int read = in.read();
                if (read < 0) {
                    break;
                }
                head.write(read);
            }
            return head.toString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError("after " + head, e);
        }
    }

    /** All that comes until the other side ends it. */
    public String rest() {
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(rest);
        } catch (SocketTimeoutException stillOpen) {
            throw new AssertionError("the connection stays open after " + rest, stillOpen);
        } catch (IOException reset) {
            // Ended all the same.
        }
        return rest.toString(StandardCharsets.UTF_8);
    }

    /** Whether the other side has ended it, after one more byte. */
    public boolean hasEndedAfter(String more) {
        try {
            socket.getOutputStream().write(more.getBytes(StandardCharsets.UTF_8));
            socket.setSoTimeout(1);
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException stillOpen) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
