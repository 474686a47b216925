package tutti.engine.testing;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A PostgreSQL cluster of Debian's binaries on a free port of loopback, gone when the run is over. */
final class ThrowAwayPostgres implements AutoCloseable {
    private static final Path DEBIANS = Path.of("/usr/lib/postgresql");

    private final Path binaries;
    private final Path home;
    private final int port;

    private ThrowAwayPostgres(Path binaries, Path home, int port) {
        this.binaries = binaries;
        this.home = home;
        this.port = port;
    }

    static ThrowAwayPostgres start() {
        try {
            Path home = Files.createTempDirectory("tutti-postgres");
            if (isRoot()) {
                Files.setOwner(
                        home,
                        home.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("postgres"));
            }
            ThrowAwayPostgres postgres = new ThrowAwayPostgres(newestBinaries(), home, FreePorts.one());
            Runtime.getRuntime().addShutdownHook(new Thread(postgres::close));
            postgres.run("initdb", "-D", home + "/data", "-U", "tutti", "-A", "trust", "--no-sync");
            String options = "-p " + postgres.port + " -k " + home
                    + " -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=200";
            postgres.run("pg_ctl", "-D", home + "/data", "-l", home + "/log", "-w", "-o", options, "start");
            return postgres;
        } catch (IOException e) {
            throw new IllegalStateException("no PostgreSQL for the tests", e);
        }
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/";
    }

    @Override
    public void close() {
        if (!Files.exists(home)) {
            return;
        }
        try {
            run("pg_ctl", "-D", home + "/data", "-m", "immediate", "stop");
        } catch (IllegalStateException stoppedAlready) {
            // There is nothing to keep, and nothing more to be done about it.
        }
        try (Stream<Path> files = Files.walk(home)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void run(String program, String... arguments) {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            // PostgreSQL refuses to run as root.
            command.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--"));
        }
        command.add(binaries.resolve(program).toString());
        command.addAll(List.of(arguments));
        try {
            File log = home.resolve(program + ".out").toFile();
            int exit = new ProcessBuilder(command)
                    .directory(home.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log)
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new IllegalStateException(program + " failed:\n" + Files.readString(log.toPath()));
            }
        } catch (IOException e) {
            throw new IllegalStateException(program + " could not be run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(program + " was interrupted", e);
        }
    }

    private static Path newestBinaries() throws IOException {
        if (Files.isDirectory(DEBIANS)) {
            try (Stream<Path> versions = Files.list(DEBIANS)) {
                return versions.map(version -> version.resolve("bin"))
                        .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                        .max(Comparator.comparingInt(bin ->
                                Integer.parseInt(bin.getParent().getFileName().toString())))
                        .orElseThrow(ThrowAwayPostgres::missing);
            }
        }
        throw missing();
    }

    private static IllegalStateException missing() {
        return new IllegalStateException(
                "PostgreSQL is not installed, and these tests need it: apt-get install postgresql (./tutti test does)");
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }
}
