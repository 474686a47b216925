package tutti.engine.testing;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system of a few megabytes in memory, which can really be filled. Only root may mount one. */
public final class SmallDisk {
    private static final int BLOCK = 4_096;

    public final Path folder;
    private final Path ballast;

    private SmallDisk(Path folder) {
        this.folder = folder;
        this.ballast = folder.resolve("ballast");
    }

    /** On an empty folder. Where that is not possible the test is not made, and says so. */
    public static SmallDisk mountedOn(Path folder, int megabytes) throws IOException, InterruptedException {
        assumeTrue(
                done("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", folder.toString()),
                "a small file system can be mounted here");
        return new SmallDisk(folder);
    }

    /** Up to the last block. */
    public void fillUp() throws IOException {
        fillTo(0);
    }

    public void fillTo(long freeBytes) throws IOException {
        try (OutputStream out = Files.newOutputStream(ballast)) {
            while (folder.toFile().getUsableSpace() > freeBytes) {
                out.write(new byte[BLOCK]);
            }
        }
    }

    public void free() throws IOException {
        Files.deleteIfExists(ballast);
    }

    /** Once the last file on it is closed. */
    public void unmount() throws IOException {
        free();
        await().until(() -> done("umount", folder.toString()));
    }

    private static boolean done(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException noSuchCommand) {
            return false;
        }
    }
}
