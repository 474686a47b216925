package tutti.gateway.testing;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** A client on a real socket that remembers what it heard. */
public final class Guest implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final List<byte[]> sound = new CopyOnWriteArrayList<>();
    private final List<String> pongs = new CopyOnWriteArrayList<>();
    private final List<JsonNode> heard = new CopyOnWriteArrayList<>();
    private final AtomicInteger ids = new AtomicInteger();
    private final ReentrantLock wire = new ReentrantLock();
    private final boolean reads;
    private volatile int closedWith;
    private volatile boolean broken;
    private WebSocket socket;

    private Guest(boolean reads) {
        this.reads = reads;
    }

    public static Guest connected(URI at) {
        return connected(at, true);
    }

    /** One that takes nothing from its socket until {@link #readOn}. */
    public static Guest notReading(URI at) {
        return connected(at, false);
    }

    private static Guest connected(URI at, boolean reads) {
        Guest guest = new Guest(reads);
        guest.socket =
                HTTP.newWebSocketBuilder().buildAsync(at, guest.new Ear()).join();
        return guest;
    }

    /** The HTTP status of a server that lets nobody in. */
    public static int refusedWith(URI at) {
        try {
            connected(at).close();
            throw new AssertionError("it let somebody in");
        } catch (CompletionException refused) {
            return ((WebSocketHandshakeException) refused.getCause())
                    .getResponse()
                    .statusCode();
        }
    }

    public Guest join(String room, String name) {
        return join(room, name, null);
    }

    /** Waits until seated. */
    public Guest join(String room, String name, String token) {
        askJoin(room, name, token);
        if (reads) {
            await("joined").atMost(PATIENCE).until(() -> first("joined").isPresent());
        }
        return this;
    }

    public void askJoin(String room, String name, String token) {
        ObjectNode join = JSON.createObjectNode()
                .put("type", "join")
                .put("id", "join")
                .put("roomId", room)
                .put("name", name);
        if (token != null) {
            join.put("token", token);
        }
        sendText(join.toString());
    }

    public void send(String json) {
        sendText(json.replace('\'', '"'));
    }

    public void sendText(String text) {
        alone(() -> socket.sendText(text, true));
    }

    public void sendPiece(String text, boolean last) {
        alone(() -> socket.sendText(text, last));
    }

    public void sendBinary(byte[] bytes) {
        sendBinaryPiece(bytes, true);
    }

    public void sendBinaryPiece(byte[] bytes, boolean last) {
        alone(() -> socket.sendBinary(ByteBuffer.wrap(bytes), last));
    }

    /** The WebSocket's own ping, of which a browser's page knows nothing. */
    public void ping(String text) {
        alone(() -> socket.sendPing(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8))));
    }

    /** The socket refuses what begins before the last was sent, and a host speaks while their sound goes out. */
    private void alone(Supplier<CompletableFuture<WebSocket>> send) {
        wire.lock();
        try {
            send.get().join();
        } finally {
            wire.unlock();
        }
    }

    /** Sends a message without an id, gives it one, and waits for its one answer. */
    public JsonNode ask(String json) {
        String id = "q" + ids.incrementAndGet();
        try {
            ObjectNode message = (ObjectNode) JSON.readTree(json.replace('\'', '"'));
            sendText(message.put("id", id).toString());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
        return next(message -> id.equals(message.path("re").asText()));
    }

    public JsonNode next(String type) {
        return next(message -> type.equals(message.path("type").asText()));
    }

    public JsonNode next(Predicate<JsonNode> wanted) {
        await("a message")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> heard.stream().anyMatch(wanted));
        return heard.stream().filter(wanted).findFirst().orElseThrow();
    }

    public Optional<JsonNode> first(String type) {
        return all(type).stream().findFirst();
    }

    public List<JsonNode> all(String type) {
        return heard.stream()
                .filter(message -> type.equals(message.path("type").asText()))
                .toList();
    }

    public List<JsonNode> heard() {
        return List.copyOf(heard);
    }

    /** Binary frames. */
    public List<byte[]> sound() {
        return List.copyOf(sound);
    }

    public List<String> pongs() {
        return List.copyOf(pongs);
    }

    public JsonNode joined() {
        return next("joined");
    }

    public String id() {
        return joined().at("/you/id").asText();
    }

    public String at(String pointer) {
        return joined().at(pointer).asText();
    }

    public String token() {
        return joined().path("token").asText();
    }

    /** The bye, after which the socket was closed in order. */
    public JsonNode bye() {
        await("the end").atMost(PATIENCE).until(() -> closedWith != 0 || broken);
        if (closedWith != WebSocket.NORMAL_CLOSURE) {
            throw new AssertionError("closed with " + closedWith + " after " + heard);
        }
        JsonNode last = heard.getLast();
        if (!"bye".equals(last.path("type").asText())) {
            throw new AssertionError("the last message was " + last);
        }
        return last;
    }

    public boolean isOpen() {
        return closedWith == 0 && !broken;
    }

    public void readOn() {
        socket.request(Long.MAX_VALUE / 2);
    }

    @Override
    public void close() {
        socket.abort();
    }

    private final class Ear implements WebSocket.Listener {
        private final ByteArrayOutputStream soundPieces = new ByteArrayOutputStream();
        private final StringBuilder pieces = new StringBuilder();

        @Override
        public void onOpen(WebSocket opened) {
            if (reads) {
                opened.request(Long.MAX_VALUE / 2);
            }
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            pieces.append(data);
            if (last) {
                try {
                    heard.add(JSON.readTree(pieces.toString()));
                } catch (JsonProcessingException e) {
                    throw new AssertionError(e);
                }
                pieces.setLength(0);
            }
            return null;
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
            byte[] bytes = new byte[data.remaining()];
            data.get(bytes);
            soundPieces.writeBytes(bytes);
            if (last) {
                sound.add(soundPieces.toByteArray());
                soundPieces.reset();
            }
            return null;
        }

        @Override
        public CompletionStage<?> onPong(WebSocket from, ByteBuffer data) {
            pongs.add(StandardCharsets.UTF_8.decode(data).toString());
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int statusCode, String reason) {
            closedWith = statusCode;
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            broken = true;
        }
    }
}
