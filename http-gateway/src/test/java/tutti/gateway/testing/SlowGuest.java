package tutti.gateway.testing;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.util.ByteString;
import tutti.engine.audio.AudioFrame;

/**
 * A guest on a bare socket with next to no room for what comes, who takes as many bytes as the test says: a client on a wire
 * that is too thin. It says nothing but that it is there, and remembers the sound.
 */
public final class SlowGuest implements AutoCloseable {
    /** The least that the operating system lets us have is a little more. */
    private static final int ROOM_BYTES = 4_096;

    private static final int PATIENCE_MS = 20_000;
    private static final int TEXT = 0x81;
    private static final int MASKED = 0x80;
    private static final int BINARY = 2;
    private static final int LONG = 126;

    private final Socket socket = new Socket();
    private final DataInputStream in;
    private final DataOutputStream out;
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private final List<AudioFrame> sound = new ArrayList<>();

    private SlowGuest(URI at) throws IOException {
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

    /** One that wants the best there is, whatever its wire takes. */
    public static SlowGuest joined(URI at, String room, String name) {
        try {
            SlowGuest guest = new SlowGuest(at);
            guest.send("{\"type\": \"join\", \"roomId\": \"" + room + "\", \"name\": \"" + name + "\"}");
            guest.send("{\"type\": \"quality:request\", \"quality\": \"high\"}");
            return guest;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** At most so many bytes of what is there by now. */
    public void take(int bytesMax) {
        try {
            taken.writeBytes(in.readNBytes(Math.min(bytesMax, in.available())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        unpack();
    }

    /** All that came in what was taken. */
    public List<AudioFrame> heard() {
        return List.copyOf(sound);
    }

    private void unpack() {
        ByteBuffer bytes = ByteBuffer.wrap(taken.toByteArray());
        for (Optional<byte[]> next = frame(bytes); next.isPresent(); next = frame(bytes)) {
            byte[] frame = next.get();
            if (frame.length > 0) {
                sound.add(AudioFrame.decode(ByteString.fromArray(frame)));
            }
        }
        taken.reset();
        taken.write(bytes.array(), bytes.position(), bytes.remaining());
    }

    /** Nothing as long as it is not whole; of what is not binary no bytes. */
    private static Optional<byte[]> frame(ByteBuffer bytes) {
        int from = bytes.position();
        if (bytes.remaining() >= 4) {
            int opcode = bytes.get() & 0x0F;
            int said = bytes.get();
            if (said > LONG) {
                throw new AssertionError("a frame of more than 64 KB");
            }
            int length = said < LONG ? said : bytes.getShort() & 0xFFFF;
            if (bytes.remaining() >= length) {
                byte[] payload = new byte[length];
                bytes.get(payload);
                return Optional.of(opcode == BINARY ? payload : new byte[0]);
            }
        }
        bytes.position(from);
        return Optional.empty();
    }

    /** Short enough to need no longer head; the mask is of zeros. */
    private void send(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeByte(TEXT);
        out.writeByte(MASKED | bytes.length);
        out.writeInt(0);
        out.write(bytes);
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
