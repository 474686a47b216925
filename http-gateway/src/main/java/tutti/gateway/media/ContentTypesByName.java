package tutti.gateway.media;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpCharsets;
import org.apache.pekko.http.javadsl.model.MediaTypes;

/** By the ending of a file's name; what is not listed is only bytes. */
final class ContentTypesByName {
    private static final Map<String, ContentType> BY_ENDING = Map.ofEntries(
            Map.entry("css", text("css")),
            Map.entry("html", text("html")),
            Map.entry("ico", MediaTypes.image("x-icon", true).toContentType()),
            Map.entry("jpg", MediaTypes.image("jpeg", false).toContentType()),
            Map.entry("js", text("javascript")),
            Map.entry("json", ContentTypes.APPLICATION_JSON),
            Map.entry(
                    "m3u8",
                    MediaTypes.applicationBinary("vnd.apple.mpegurl", true).toContentType()),
            Map.entry("m4a", MediaTypes.audio("mp4", false).toContentType()),
            Map.entry("m4s", MediaTypes.video("iso.segment", false).toContentType()),
            Map.entry("mp3", MediaTypes.audio("mpeg", false).toContentType()),
            Map.entry("mp4", MediaTypes.video("mp4", false).toContentType()),
            Map.entry("png", MediaTypes.image("png", false).toContentType()),
            Map.entry("svg", MediaTypes.image("svg+xml", true).toContentType()),
            Map.entry("ts", MediaTypes.video("mp2t", false).toContentType()),
            Map.entry("txt", text("plain")),
            Map.entry("vtt", text("vtt")),
            Map.entry("wasm", MediaTypes.applicationBinary("wasm", true).toContentType()),
            Map.entry(
                    "webmanifest",
                    MediaTypes.applicationBinary("manifest+json", true).toContentType()),
            Map.entry("webp", MediaTypes.image("webp", false).toContentType()),
            Map.entry("woff2", MediaTypes.applicationBinary("font-woff2", false).toContentType()));

    static ContentType of(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        String ending = name.substring(name.lastIndexOf('.') + 1);
        return BY_ENDING.getOrDefault(ending, ContentTypes.APPLICATION_OCTET_STREAM);
    }

    private static ContentType text(String subType) {
        return MediaTypes.text(subType).toContentType(HttpCharsets.UTF_8);
    }

    private ContentTypesByName() {}
}
