package tutti.gateway.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.model.headers.Range;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.stream.IOResult;
import org.apache.pekko.stream.javadsl.FileIO;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/** A directory whose files are served: with ranges, validators and, where the build left some, compressed twins. */
public final class Shelf {
    /** A name a build or an encoder gives a file. No dot at the start, so nothing hidden and no way up. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._@-]{0,199}");

    private static final int CHUNK_BYTES = 64 * 1024;

    private final Path root;

    public Shelf(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    public enum Caching {
        /** The name changes with the content. */
        FOR_EVER("public, max-age=31536000, immutable"),
        A_DAY("public, max-age=86400"),
        /** In no cache that others share: who may have it changes. */
        A_DAY_ALONE("private, max-age=86400"),
        ASK_EACH_TIME("no-cache");

        private final String value;

        Caching(String value) {
            this.value = value;
        }
    }

    private record Twin(String ending, String coding) {}

    /** Best first. */
    private static final List<Twin> TWINS = List.of(new Twin(".br", "br"), new Twin(".gz", "gzip"));

    private record Stored(Path file, long size, String etag, Optional<String> coding) {}

    /** Empty when there is no such file here. The segments are decoded ones. */
    public Optional<HttpResponse> answer(HttpRequest request, List<String> segments, Caching caching) {
        return file(segments)
                .flatMap(file -> stored(request, file).map(stored -> told(request, file, stored, caching)));
    }

    private Optional<Path> file(List<String> segments) {
        if (segments.isEmpty()
                || !segments.stream().allMatch(name -> NAME.matcher(name).matches())) {
            return Optional.empty();
        }
        try {
            Path file = root.resolve(String.join("/", segments)).normalize();
            return file.startsWith(root) && Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
        } catch (InvalidPathException noPathHere) {
            return Optional.empty();
        }
    }

    private static Optional<Stored> stored(HttpRequest request, Path file) {
        String accepted =
                request.getHeader("Accept-Encoding").map(HttpHeader::value).orElse("");
        try {
            for (Twin twin : TWINS) {
                Path compressed = file.resolveSibling(file.getFileName() + twin.ending());
                if (accepts(accepted, twin.coding()) && Files.isRegularFile(compressed)) {
                    return Optional.of(stored(compressed, Optional.of(twin.coding())));
                }
            }
            return Optional.of(stored(file, Optional.empty()));
        } catch (IOException goneMeanwhile) {
            return Optional.empty();
        }
    }

    private static boolean accepts(String accepted, String coding) {
        for (String offer : accepted.split(",", -1)) {
            String[] parts = offer.split(";", 2);
            if (parts[0].strip().equalsIgnoreCase(coding)) {
                return parts.length < 2 || !parts[1].strip().matches("q=0(\\.0*)?");
            }
        }
        return false;
    }

    private static Stored stored(Path file, Optional<String> coding) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        String etag = '"'
                + Long.toHexString(attributes.size())
                + '-'
                + Long.toHexString(attributes.lastModifiedTime().toMillis())
                + coding.map(name -> "-" + name).orElse("")
                + '"';
        return new Stored(file, attributes.size(), etag, coding);
    }

    private static HttpResponse told(HttpRequest request, Path file, Stored stored, Caching caching) {
        List<HttpHeader> headers = new ArrayList<>();
        headers.add(RawHeader.create("Cache-Control", caching.value));
        headers.add(RawHeader.create("ETag", stored.etag()));
        headers.add(RawHeader.create("Vary", "Accept-Encoding"));
        if (isKnown(request, stored.etag())) {
            return HttpResponse.create().withStatus(StatusCodes.NOT_MODIFIED).withHeaders(headers);
        }
        stored.coding().ifPresent(coding -> headers.add(RawHeader.create("Content-Encoding", coding)));
        headers.add(RawHeader.create("Accept-Ranges", "bytes"));
        return switch (Span.asked(rangeOf(request, stored), stored.size())) {
            case Span.Asked.Whole whole ->
                sent(file, stored, new Span(0, stored.size() - 1)).withHeaders(headers);
            case Span.Asked.Part part -> {
                headers.add(RawHeader.create("Content-Range", part.span().ofSize(stored.size())));
                yield sent(file, stored, part.span())
                        .withStatus(StatusCodes.PARTIAL_CONTENT)
                        .withHeaders(headers);
            }
            case Span.Asked.Outside outside -> {
                headers.add(RawHeader.create("Content-Range", "bytes */" + stored.size()));
                yield HttpResponse.create()
                        .withStatus(StatusCodes.RANGE_NOT_SATISFIABLE)
                        .withHeaders(headers);
            }
        };
    }

    private static boolean isKnown(HttpRequest request, String etag) {
        String known = request.getHeader("If-None-Match").map(HttpHeader::value).orElse("");
        return known.equals("*")
                || Arrays.stream(known.split(",", -1))
                        .map(String::strip)
                        .anyMatch(tag -> tag.equals(etag) || tag.equals("W/" + etag));
    }

    /** A range of a file that is another one by now would be nonsense. */
    private static Optional<Range> rangeOf(HttpRequest request, Stored stored) {
        Optional<String> onlyIf = request.getHeader("If-Range").map(HttpHeader::value);
        return onlyIf.isEmpty() || onlyIf.get().equals(stored.etag())
                ? request.getHeader(Range.class)
                : Optional.empty();
    }

    private static HttpResponse sent(Path file, Stored stored, Span span) {
        var type = ContentTypesByName.of(file);
        return HttpResponse.create()
                .withEntity(
                        span.length() == 0
                                ? HttpEntities.create(type, ByteString.emptyByteString())
                                : HttpEntities.create(type, span.length(), read(stored.file(), span)));
    }

    private static Source<ByteString, CompletionStage<IOResult>> read(Path file, Span span) {
        return FileIO.fromPath(file, CHUNK_BYTES, span.first())
                .statefulMap(
                        span::length,
                        (left, bytes) -> org.apache.pekko.japi.Pair.create(
                                left - Math.min(left, bytes.size()), bytes.take((int) Math.min(left, bytes.size()))),
                        left -> Optional.empty())
                .takeWhile(bytes -> !bytes.isEmpty());
    }
}
