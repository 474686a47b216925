package tutti.engine.journal;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The disk under an embedded database. Some of it is kept free: rooms are refused what they would have to write before
 * the database itself finds no space. When it finds none all the same, its write waits here until there is some.
 */
final class Disk {
    private static final Logger log = LoggerFactory.getLogger(Disk.class);
    private static final Patience PATIENCE = new Patience(Duration.ofMillis(100));

    /** How Linux and Windows say it in English. A quota shows in no figure of free space. */
    private static final List<String> FULL =
            List.of("No space left on device", "Disk quota exceeded", "There is not enough space on the disk");

    /** A write that fails with less than this free failed for that, whatever the words and their tongue; with more it did not. */
    private static final long NOTHING_BYTES = 1 << 20;

    /** H2 makes its files by itself and has no way to be told whose they are: they meet by folder. As many as databases are open. */
    private static final ConcurrentMap<Path, Disk> DISKS = new ConcurrentHashMap<>();

    private final Path folder;
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicBoolean full = new AtomicBoolean();
    private volatile long keptFreeBytes;
    private volatile boolean givenUp;

    /** One try to write, which leaves everything as it is when it fails. */
    @FunctionalInterface
    interface Write {
        int tried() throws IOException;
    }

    private Disk(Path folder) {
        this.folder = folder;
    }

    static Disk under(Path folder) {
        return DISKS.computeIfAbsent(real(folder), Disk::new);
    }

    Disk keepFree(long bytes) {
        keptFreeBytes = bytes;
        return this;
    }

    /** Whether anything new may be written. Cheap enough to be asked each time. */
    boolean hasSpace() {
        if (givenUp) {
            return !full.get();
        }
        long keptBytes = keptFreeBytes;
        // Some more is wanted once it was too little, or a disk that is just so full would be one and the other by
        // turns.
        long wantedBytes = full.get() ? keptBytes + keptBytes / 8 : keptBytes;
        return told(waiting.get() == 0 && freeBytes() >= wantedBytes);
    }

    /** At the end of its database nothing waits any more; what was acknowledged does not depend on it. */
    void giveUp() {
        givenUp = true;
    }

    /** Once its database is closed: closing makes files too. */
    void close() {
        DISKS.remove(folder, this);
    }

    /** The write's own answer, however long it has to wait for space: an embedded database that is told of none breaks. */
    int patiently(Write write) throws IOException {
        IOException why;
        try {
            return write.tried();
        } catch (IOException fault) {
            orElseThrow(fault);
            why = fault;
        }
        boolean isFirst = waiting.getAndIncrement() == 0;
        boolean interrupted = false;
        try {
            if (isFirst) {
                log.warn("the database waits to write under {}: {}", folder, why.getMessage());
            }
            told(false);
            while (true) {
                // Who is interrupted is told later: it must not touch a file, or would close it.
                interrupted |= !PATIENCE.lasts() && Thread.interrupted();
                try {
                    return write.tried();
                } catch (IOException fault) {
                    orElseThrow(fault);
                }
            }
        } finally {
            waiting.decrementAndGet();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Returns when it was for want of space, and somebody still waits for it. */
    private void orElseThrow(IOException fault) throws IOException {
        String why = String.valueOf(fault.getMessage());
        boolean noSpace = freeBytes() < NOTHING_BYTES || FULL.stream().anyMatch(why::contains);
        if (!noSpace || givenUp || fault instanceof ClosedChannelException) {
            throw fault;
        }
    }

    private boolean told(boolean hasSpace) {
        if (full.getAndSet(!hasSpace) == hasSpace) {
            if (hasSpace) {
                log.info("there is space again under {}", folder);
            } else {
                log.warn(
                        "the disk under {} is full, {} MB of it are free and {} are to be kept: rooms play on, nothing"
                                + " new can be written",
                        folder,
                        freeBytes() >> 20,
                        keptFreeBytes >> 20);
            }
        }
        return hasSpace;
    }

    private long freeBytes() {
        return folder.toFile().getUsableSpace();
    }

    /** H2 knows its files by their real places. */
    private static Path real(Path folder) {
        try {
            return Files.createDirectories(folder).toRealPath();
        } catch (IOException notToBeHad) {
            // Who opens the database is told what is wrong with it.
            return folder.toAbsolutePath().normalize();
        }
    }
}
