package tutti.gateway.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
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
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int LONG = 126;

    private final BareSocket socket;
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private final List<AudioFrame> sound = new ArrayList<>();

    private SlowGuest(BareSocket socket) {
        this.socket = socket;
    }

    /** One that wants the best there is, whatever its wire takes. */
    public static SlowGuest joined(URI at, String room, String name) {
        SlowGuest guest = new SlowGuest(BareSocket.opened(at));
        guest.send("{\"type\": \"join\", \"roomId\": \"" + room + "\", \"name\": \"" + name + "\"}");
        guest.send("{\"type\": \"quality:request\", \"quality\": \"high\"}");
        return guest;
    }

    /** At most so many bytes of what is there by now. */
    public void take(int bytesMax) {
        try {
            taken.writeBytes(
                    socket.in().readNBytes(Math.min(bytesMax, socket.in().available())));
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

    private void send(String text) {
        socket.send(TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        socket.close();
    }
}
