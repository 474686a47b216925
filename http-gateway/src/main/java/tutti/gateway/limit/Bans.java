package tutti.gateway.limit;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tutti.engine.clock.Clock;

/** Networks that this node lets nobody in from, each until its time is over. Kept in a file of the node's own. */
public final class Bans {
    /** Each request is held against all of them. */
    public static final int BANS_MAX = 1_000;

    private static final String FILE = "bans";

    private final Path file;
    private final Clock clock;
    private volatile List<Ban> bans;

    public record Ban(Network network, long untilMs) {}

    private Bans(Path file, Clock clock, List<Ban> bans) {
        this.file = file;
        this.clock = clock;
        this.bans = bans;
    }

    public static Bans in(Path dataDir, Clock clock) {
        Path file = dataDir.resolve(FILE);
        try (Stream<String> lines =
                Files.exists(file) ? Files.lines(file, StandardCharsets.UTF_8) : Stream.<String>empty()) {
            return new Bans(file, clock, lines.map(Bans::read).toList());
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("the bans in " + file + " cannot be read", unreadable);
        }
    }

    public boolean holds(InetAddress address) {
        List<Ban> now = bans;
        return !now.isEmpty()
                && now.stream()
                        .anyMatch(ban ->
                                ban.untilMs() > clock.nowMs() && ban.network().contains(address));
    }

    public List<Ban> all() {
        return bans.stream().filter(ban -> ban.untilMs() > clock.nowMs()).toList();
    }

    /** False when there are too many already. Called by operators alone, one after the other. */
    public boolean add(Network network, Duration howLong) throws IOException {
        Map<String, Ban> after = byName();
        after.put(network.toString(), new Ban(network, clock.nowMs() + howLong.toMillis()));
        if (after.size() > BANS_MAX) {
            return false;
        }
        keep(List.copyOf(after.values()));
        return true;
    }

    /** False when there was none. */
    public boolean lift(Network network) throws IOException {
        Map<String, Ban> after = byName();
        boolean wasThere = after.remove(network.toString()) != null;
        keep(List.copyOf(after.values()));
        return wasThere;
    }

    private Map<String, Ban> byName() {
        return all().stream()
                .collect(Collectors.toMap(
                        ban -> ban.network().toString(), ban -> ban, (first, second) -> second, TreeMap::new));
    }

    private void keep(List<Ban> after) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path beside = file.resolveSibling(FILE + ".new");
        Files.writeString(
                beside,
                after.stream()
                        .map(ban -> ban.network() + " " + ban.untilMs() + "\n")
                        .collect(Collectors.joining()));
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        bans = after;
    }

    private static Ban read(String line) {
        String[] parts = line.split(" ", 2);
        return new Ban(Network.of(parts[0]), parts.length > 1 ? Long.parseLong(parts[1]) : 0);
    }
}
