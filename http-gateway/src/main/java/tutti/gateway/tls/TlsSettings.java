package tutti.gateway.tls;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** `key` is empty where the certificate's file holds it too, as PKCS#12 does. */
public record TlsSettings(Path certificate, Optional<Path> key, String password, Duration lookedAtEvery) {
    public TlsSettings {
        if (!lookedAtEvery.isPositive()) {
            throw new IllegalArgumentException("tutti.gateway.tls.looked-at-every must be above 0");
        }
    }

    @Override
    public String toString() {
        return "TlsSettings[certificate=" + certificate + "]";
    }
}
