package tutti.gateway.log;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Standard output without what a library prints on it for its own authors. */
public final class Asides extends PrintStream {
    /** Of each projection that stops. */
    private static final String OF_PROJECTIONS = "# stop org.apache.pekko.projection.";

    private Asides(PrintStream out) {
        super(out, true, StandardCharsets.UTF_8);
    }

    /** To be called first of all: Scala's console keeps to the standard output it finds. */
    public static void keepOut() {
        System.setOut(new Asides(System.out));
    }

    @Override
    public void println(Object said) {
        String line = String.valueOf(said);
        if (!line.startsWith(OF_PROJECTIONS)) {
            println(line);
        }
    }
}
