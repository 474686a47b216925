package tutti.gateway.testing;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A WebSocket of its own, on a bare socket with little room for what comes, that reads a frame when the test says so. */
public final class BareClient implements AutoCloseable {
    public static final int TEXT = 1;
    public static final int BINARY = 2;
    public static final int CLOSE = 8;
    public static final int PING = 9;
    public static final int PONG = 10;

    private static final int ROOM_BYTES = 4_096;
    private static final int PATIENCE_MS = 20_000;
    private static final int FIN = 0x80;
    private static final int MASKED = 0x80;
    private static final int TWO_BYTES = 126;
    private static final int EIGHT_BYTES = 127;

    private final Socket socket = new Socket();
    private final DataInputStream in;
    private final DataOutputStream out;

    /** As it came. */
    public record Frame(int opcode, byte[] payload) {
        public String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }
    }

    private BareClient(URI at) throws IOException {
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

    public static BareClient connected(URI at) {
        try {
            return new BareClient(at);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** At most 125 bytes. */
    public void send(int opcode, byte[] payload) {
        try {
            out.write(FIN | opcode);
            out.write(MASKED | payload.length);
            out.writeInt(0);
            out.write(payload);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void say(String text) {
        send(TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    public void endOutput() {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next frame, which is neither masked nor in pieces. */
    public Frame next() {
        try {
            return read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All up to the one with that opcode. */
    public List<Frame> upTo(int opcode) {
        List<Frame> frames = new ArrayList<>();
        do {
            frames.add(next());
        } while (frames.getLast().opcode() != opcode);
        return frames;
    }

    /** Reads on and tells whether the connection ended, in order or not. */
    public boolean isEnded() {
        try {
            while (true) {
                read();
            }
        } catch (EOFException | SocketException end) {
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Frame read() throws IOException {
        int first = in.readUnsignedByte();
        if ((first & 0xF0) != FIN) {
            throw new AssertionError("not a whole frame: " + first);
        }
        int said = in.readUnsignedByte();
        long length = switch (said) {
            case TWO_BYTES -> in.readUnsignedShort();
            case EIGHT_BYTES -> in.readLong();
            default -> said;
        };
        byte[] payload = new byte[Math.toIntExact(length)];
        in.readFully(payload);
        return new Frame(first & 0x0F, payload);
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
