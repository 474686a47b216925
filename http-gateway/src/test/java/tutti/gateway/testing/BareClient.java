package tutti.gateway.testing;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
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

    private static final int FIN = 0x80;
    private static final int TWO_BYTES = 126;
    private static final int EIGHT_BYTES = 127;

    private final BareSocket socket;

    /** As it came. */
    public record Frame(int opcode, byte[] payload) {
        public String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }
    }

    private BareClient(BareSocket socket) {
        this.socket = socket;
    }

    public static BareClient connected(URI at) {
        return new BareClient(BareSocket.opened(at));
    }

    /** At most 125 bytes. */
    public void send(int opcode, byte[] payload) {
        socket.send(opcode, payload);
    }

    public void say(String text) {
        send(TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    public void endOutput() {
        socket.endOutput();
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
        DataInputStream in = socket.in();
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
        socket.close();
    }
}
