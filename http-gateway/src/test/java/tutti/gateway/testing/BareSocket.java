package tutti.gateway.testing;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;

/** What lies under a WebSocket, from its opening on: a socket with next to no room for what comes. */
final class BareSocket implements AutoCloseable {
    /** The least that the operating system lets us have is a little more. */
    private static final int ROOM_BYTES = 4_096;

    private static final int PATIENCE_MS = 20_000;
    private static final int FIN = 0x80;
    private static final int MASKED = 0x80;
    private static final int PAYLOAD_BYTES_MAX = 125;

    private final Socket socket = new Socket();
    private final DataInputStream in;
    private final DataOutputStream out;

    private BareSocket(URI at) throws IOException {
        socket.setReceiveBufferSize(ROOM_BYTES);
        socket.setSoTimeout(PATIENCE_MS);
        socket.connect(new InetSocketAddress(at.getHost(), at.getPort()));
        in = new DataInputStream(socket.getInputStream());
        out = new DataOutputStream(socket.getOutputStream());
        out.writeBytes("GET " + at.getPath() + " HTTP/1.1\r\nHost: " + at.getAuthority()
                + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13"
                + "\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
        StringBuilder answer = new StringBuilder();
        while (answer.indexOf("\r\n\r\n") < 0) {
            answer.append((char) in.readUnsignedByte());
        }
        if (!answer.toString().startsWith("HTTP/1.1 101 ")) {
            throw new AssertionError("not let in: " + answer);
        }
    }

    static BareSocket opened(URI at) {
        try {
            return new BareSocket(at);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that comes after the answer to the opening. */
    DataInputStream in() {
        return in;
    }

    /** So short that it needs no longer head; the mask is of zeros. */
    void send(int opcode, byte[] payload) {
        if (payload.length > PAYLOAD_BYTES_MAX) {
            throw new IllegalArgumentException("too long for a short head: " + payload.length);
        }
        try {
            out.write(FIN | opcode);
            out.write(MASKED | payload.length);
            out.writeInt(0);
            out.write(payload);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void endOutput() {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
