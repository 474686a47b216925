import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Thousands of guests of one room in one process, as cheap as they can be: one thread reads what comes into one buffer, and
 * looks at the head of a frame and at its last eight bytes, which are when the host sent it. `System.nanoTime` is the same clock
 * in all processes of a machine. It is Java because what it has to be is cheap, and a JDK is here in any case.
 *
 * <pre>
 *   java Crowd.java port=8080 guests=2000 path=/ws [say=…] [welcome=…] [then=…] [each15s=…] [stream=986]
 *   in  ▶ out   "in" when all have their seat
 *   go    ▶     counting begins
 *   tell  ▶ out "told key=value …" of what was counted since
 * </pre>
 */
final class Crowd {
    private static final int OPENING_AHEAD = 100;
    private static final int WAITED_FOR_WELCOME_MS = 60_000;
    private static final long SPOKEN_EACH_NS = 15_000_000_000L;
    private static final int BUFFER_BYTES = 1 << 20;

    /** Tenths of a millisecond, up to ten seconds. */
    private static final int STEPS = 100_000;
    private static final long STEP_NS = 100_000;

    private static final int SOUND = 0x10;
    private static final int REPLAY = 8;
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;

    private final Map<String, String> asked;
    private final int port;
    private final String welcome;
    /** Bytes of a message in a stream that has no frames, or 0. */
    private final int stream;

    private final Selector selector = Selector.open();
    private final ConcurrentLinkedQueue<Guest> opened = new ConcurrentLinkedQueue<>();
    private final AtomicInteger in = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();
    private final AtomicReference<String> order = new AtomicReference<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final List<Guest> guests = new ArrayList<>();

    private long spokenNs = System.nanoTime();
    private int speaking;
    private int[] latencies = new int[STEPS];
    private long frames;
    private long soundBytes;
    private long texts;
    private long missing;
    private long resyncs;
    private String complaint = "";

    private static final class Guest {
        final SocketChannel channel;
        byte[] rest;
        boolean in;
        boolean found;
        int nextSeq;
        boolean hasSeq;

        Guest(SocketChannel channel, byte[] rest) {
            this.channel = channel;
            this.rest = rest;
        }
    }

    private Crowd(Map<String, String> asked) throws IOException {
        this.asked = asked;
        port = Integer.parseInt(asked.get("port"));
        welcome = asked.getOrDefault("welcome", "");
        stream = Integer.parseInt(asked.getOrDefault("stream", "0"));
    }

    public static void main(String[] args) throws Exception {
        Map<String, String> asked = new HashMap<>();
        for (String arg : args) {
            int equals = arg.indexOf('=');
            asked.put(arg.substring(0, equals), arg.substring(equals + 1));
        }
        new Crowd(asked).run();
    }

    private void run() throws Exception {
        Thread reading = new Thread(this::read, "reading");
        reading.start();
        int count = Integer.parseInt(asked.get("guests"));
        long pauseNs = 1_000_000_000L / Integer.parseInt(asked.getOrDefault("persecond", "2000"));
        long dueNs = System.nanoTime();
        for (int n = 1; n <= count; n++) {
            await(n - OPENING_AHEAD);
            dueNs = Math.max(dueNs + pauseNs, System.nanoTime() - 10 * pauseNs);
            while (System.nanoTime() < dueNs) {
                Thread.sleep(1);
            }
            opened.add(open(n));
            selector.wakeup();
        }
        await(count);
        System.out.println("in");
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            order.set(line);
            selector.wakeup();
        }
        System.exit(0);
    }

    /** Ends everything where a guest is not let in. */
    private void await(int seated) throws InterruptedException {
        long until = System.currentTimeMillis() + WAITED_FOR_WELCOME_MS;
        while (in.get() < seated) {
            if (System.currentTimeMillis() > until || lost.get() > 0) {
                System.err.println("crowd: " + in.get() + " are in, " + lost.get() + " were lost; " + complaint);
                System.exit(1);
            }
            Thread.sleep(1);
        }
    }

    private Guest open(int n) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.connect(new InetSocketAddress("127.0.0.1", port));
        String head = "GET " + asked.get("path") + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n";
        head += stream > 0
                ? "\r\n"
                : "Origin: http://127.0.0.1:" + port + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
        channel.write(ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII)));
        ByteBuffer answer = ByteBuffer.allocate(16_384);
        int end = -1;
        while (end < 0) {
            if (channel.read(answer) < 0) {
                throw new IOException("the server hung up: " + new String(answer.array(), 0, answer.position(), StandardCharsets.ISO_8859_1));
            }
            end = new String(answer.array(), 0, answer.position(), StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n");
        }
        String line = new String(answer.array(), 0, end, StandardCharsets.ISO_8859_1);
        if (!line.startsWith("HTTP/1.1 101") && !(stream > 0 && line.contains(" 200 "))) {
            throw new IOException("not let in: " + line);
        }
        byte[] rest = new byte[answer.position() - end - 4];
        System.arraycopy(answer.array(), end + 4, rest, 0, rest.length);
        channel.configureBlocking(false);
        Guest guest = new Guest(channel, rest.length == 0 ? null : rest);
        if (asked.containsKey("say")) {
            say(guest, TEXT, asked.get("say").replace("%n", String.valueOf(n)).getBytes(StandardCharsets.UTF_8));
        }
        return guest;
    }

    private void read() {
        try {
            while (true) {
                selector.select(this::onReadable, 1_000);
                for (Guest guest = opened.poll(); guest != null; guest = opened.poll()) {
                    guests.add(guest);
                    guest.channel.register(selector, SelectionKey.OP_READ, guest);
                    if (welcome.isEmpty()) {
                        seated(guest);
                    }
                }
                String said = order.getAndSet(null);
                if (said != null) {
                    obey(said);
                }
                if (asked.containsKey("each15s")) {
                    speak(asked.get("each15s").getBytes(StandardCharsets.UTF_8));
                }
            }
        } catch (IOException broken) {
            System.err.println("crowd: " + broken);
            System.exit(1);
        }
    }

    /** One after the other, as people's pages do: thousands that speak in the same instant would be a bench of that. */
    private void speak(byte[] words) throws IOException {
        long nowNs = System.nanoTime();
        long due = guests.isEmpty() ? 0 : (nowNs - spokenNs) * guests.size() / SPOKEN_EACH_NS;
        for (long each = Math.min(due, guests.size()); each > 0; each--) {
            speaking = (speaking + 1) % guests.size();
            Guest guest = guests.get(speaking);
            if (guest.in && guest.channel.isOpen()) {
                say(guest, TEXT, words);
            }
        }
        if (due > 0 || guests.isEmpty()) {
            spokenNs = nowNs;
        }
    }

    private void obey(String said) {
        if (said.equals("tell")) {
            System.out.println("told frames=" + frames + " bytes=" + soundBytes + " texts=" + texts + " missing=" + missing
                    + " resyncs=" + resyncs + " lost=" + lost.get() + " p50=" + percentile(0.5) + " p95=" + percentile(0.95) + " p99="
                    + percentile(0.99) + " max=" + percentile(1) + (complaint.isEmpty() ? "" : " complaint=" + complaint.replace(' ', '_')));
        } else {
            latencies = new int[STEPS];
            frames = soundBytes = texts = missing = resyncs = 0;
        }
    }

    /** In milliseconds, at most a tenth too much. */
    private double percentile(double share) {
        long wanted = Math.max(1, (long) Math.ceil(share * frames));
        long seen = 0;
        for (int step = 0; step < STEPS; step++) {
            seen += latencies[step];
            if (seen >= wanted) {
                return (step + 1) / 10.0;
            }
        }
        return Double.NaN;
    }

    private void onReadable(SelectionKey key) {
        Guest guest = (Guest) key.attachment();
        buffer.clear();
        if (guest.rest != null) {
            buffer.put(guest.rest);
            guest.rest = null;
        }
        try {
            if (guest.channel.read(buffer) < 0) {
                lost(guest);
                return;
            }
            long nowNs = System.nanoTime();
            buffer.flip();
            if (stream > 0) {
                readStream(guest, nowNs);
            } else {
                readFrames(guest, nowNs);
            }
            if (buffer.hasRemaining()) {
                guest.rest = new byte[buffer.remaining()];
                buffer.get(guest.rest);
            }
        } catch (IOException broken) {
            lost(guest);
        }
    }

    private void readFrames(Guest guest, long nowNs) throws IOException {
        while (buffer.remaining() >= 2) {
            int at = buffer.position();
            int shortLength = buffer.get(at + 1) & 0x7F;
            int head = shortLength == 127 ? 10 : shortLength == 126 ? 4 : 2;
            if (buffer.remaining() < head) {
                return;
            }
            int length = shortLength == 127 ? (int) buffer.getLong(at + 2) : shortLength == 126 ? buffer.getShort(at + 2) & 0xFFFF : shortLength;
            if (buffer.remaining() < head + length) {
                return;
            }
            int start = at + head;
            onFrame(guest, buffer.get(at) & 0x0F, start, length, nowNs);
            buffer.position(start + length);
        }
    }

    private void onFrame(Guest guest, int opcode, int start, int length, long nowNs) throws IOException {
        if ((opcode == BINARY || opcode == TEXT) && length > 28 && buffer.get(start) == SOUND) {
            onSound(guest, start, length, nowNs);
        } else if (opcode == TEXT) {
            onText(guest, start, length);
        } else if (opcode == PING) {
            byte[] payload = new byte[length];
            buffer.get(start, payload);
            say(guest, PONG, payload);
        } else if (opcode == CLOSE) {
            lost(guest);
        }
    }

    private void onText(Guest guest, int start, int length) throws IOException {
        texts++;
        byte[] head = new byte[Math.min(length, 120)];
        buffer.get(start, head);
        String text = new String(head, StandardCharsets.UTF_8);
        if (text.equals("2")) {
            say(guest, TEXT, new byte[] {'3'});
        } else if (text.contains("\"type\":\"error\"") || text.contains("\"type\":\"bye\"")) {
            complaint = text;
        } else if (!guest.in && text.contains(welcome)) {
            seated(guest);
        }
    }

    private void seated(Guest guest) throws IOException {
        guest.in = true;
        in.incrementAndGet();
        if (asked.containsKey("then")) {
            say(guest, TEXT, asked.get("then").getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Without frames one message has to be told from the next by what it begins with. */
    private void readStream(Guest guest, long nowNs) {
        while (buffer.remaining() >= stream) {
            int at = buffer.position();
            if (buffer.get(at) == SOUND && buffer.getInt(at + 4) == 0x54555454) {
                onSound(guest, at, stream, nowNs);
                guest.found = true;
                buffer.position(at + stream);
            } else {
                resyncs += guest.found ? 1 : 0;
                guest.found = false;
                buffer.position(at + 1);
            }
        }
    }

    private void onSound(Guest guest, int start, int length, long nowNs) {
        int seq = buffer.getInt(start + 8);
        if (guest.hasSeq && seq > guest.nextSeq) {
            missing += seq - guest.nextSeq;
        }
        guest.hasSeq = true;
        guest.nextSeq = seq + buffer.get(start + 3);
        if ((buffer.get(start + 1) & REPLAY) != 0) {
            return;
        }
        frames++;
        soundBytes += length;
        long step = (nowNs - buffer.getLong(start + length - 8)) / STEP_NS;
        latencies[Math.clamp(step, 0, STEPS - 1)]++;
    }

    private void lost(Guest guest) {
        lost.incrementAndGet();
        try {
            guest.channel.close();
        } catch (IOException alreadyGone) {
            // Then it is.
        }
    }

    /** Masked with zeros, as the protocol lets a client choose. */
    private static void say(Guest guest, int opcode, byte[] payload) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 8);
        frame.put((byte) (0x80 | opcode));
        if (payload.length > 125) {
            frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
        } else {
            frame.put((byte) (0x80 | payload.length));
        }
        frame.putInt(0).put(payload).flip();
        guest.channel.write(frame);
    }
}
