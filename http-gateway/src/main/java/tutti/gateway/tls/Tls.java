package tutti.gateway.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The certificate this server shows. Put another into its place, and who connects from then on is shown that. */
public final class Tls {
    private static final Logger LOG = LoggerFactory.getLogger(Tls.class);
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private final TlsSettings settings;
    private volatile Shown shown;

    private record Shown(SSLContext context, List<FileTime> since) {}

    private Tls(TlsSettings settings, Shown shown) {
        this.settings = settings;
        this.shown = shown;
    }

    /** Throws IllegalArgumentException, in a sentence for the operator, when there is nothing to show. */
    public static Tls of(TlsSettings settings) {
        try {
            return new Tls(settings, read(settings));
        } catch (NoSuchFileException missing) {
            throw new IllegalArgumentException("there is no " + missing.getFile() + " to speak TLS with", missing);
        } catch (IOException | GeneralSecurityException unreadable) {
            throw new IllegalArgumentException(
                    "TLS cannot be spoken with " + settings.certificate() + ": " + unreadable.getMessage(), unreadable);
        }
    }

    /** One for each connection. */
    public SSLEngine engine() {
        SSLEngine engine = shown.context().createSSLEngine();
        engine.setUseClientMode(false);
        engine.setEnabledProtocols(PROTOCOLS);
        return engine;
    }

    /** Whether there was another certificate. One that cannot be read, perhaps half written, changes nothing. */
    public boolean lookAgain() {
        try {
            if (times(settings).equals(shown.since())) {
                return false;
            }
            shown = read(settings);
            LOG.info("shows another certificate file={}", settings.certificate());
            return true;
        } catch (IOException | GeneralSecurityException unreadable) {
            LOG.warn("goes on with the certificate it has: {}", unreadable.getMessage());
            return false;
        }
    }

    private static Shown read(TlsSettings settings) throws IOException, GeneralSecurityException {
        // Their times first: what is written while it is read is read again.
        List<FileTime> since = times(settings);
        return new Shown(Credentials.read(settings), since);
    }

    private static List<FileTime> times(TlsSettings settings) throws IOException {
        List<FileTime> times = new ArrayList<>();
        for (Path file : Stream.concat(Stream.of(settings.certificate()), settings.key().stream())
                .toList()) {
            times.add(Files.getLastModifiedTime(file));
        }
        return times;
    }
}
