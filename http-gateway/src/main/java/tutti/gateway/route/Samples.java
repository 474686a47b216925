package tutti.gateway.route;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tutti.engine.id.RoomId;
import tutti.engine.room.timeline.Source;
import tutti.gateway.wire.Json;
import tutti.gateway.wire.SourceShape;

/** The built-in film and track, as the catalog beside them lists them. Read once, at start. */
public final class Samples {
    public static final RoomId EXAMPLE_ROOM = new RoomId("example");

    private static final String EXAMPLE_TRACK = "track";
    private static final String CATALOG = "catalog.json";

    private final List<Sample> samples;
    private final Map<String, Sample> bySrc;

    record Sample(
            String id,
            Source.Kind kind,
            String src,
            String title,
            java.math.BigDecimal duration,
            boolean loop,
            @Nullable String poster,
            @Nullable String thumbnails) {}

    record Catalog(List<Sample> samples) {}

    private Samples(List<Sample> samples) {
        this.samples = List.copyOf(samples);
        bySrc = samples.stream()
                .collect(Collectors.toUnmodifiableMap(Sample::src, Function.identity(), (first, second) -> first));
    }

    /** Without a catalog there are no samples: rooms work all the same. */
    public static Samples in(Path mediaDir) throws IOException {
        Path file = mediaDir.resolve(CATALOG);
        try {
            return switch (Json.parse(Files.readString(file), Catalog.class)) {
                case Json.Parsed.Value<Catalog> read -> new Samples(read.value().samples());
                case Json.Parsed.Malformed<Catalog> malformed -> throw new IOException(file + ": " + malformed.why());
            };
        } catch (NoSuchFileException notBuilt) {
            return new Samples(List.of());
        }
    }

    /** What the permanent room plays. */
    public Optional<Source> exampleTrack() {
        return samples.stream()
                .filter(sample -> sample.id().equals(EXAMPLE_TRACK))
                .findFirst()
                .map(track -> new SourceShape(track.kind(), track.src(), track.title(), track.duration(), track.loop())
                        .toSource());
    }

    Catalog catalog() {
        return new Catalog(samples);
    }

    /** Names what plays, the same as long as the same thing plays. */
    String idOf(Source source) {
        String src = source.src();
        if (src == null) {
            return "none";
        }
        Sample sample = bySrc.get(src);
        return sample != null ? sample.id() : "src-" + Integer.toHexString(src.hashCode());
    }
}
