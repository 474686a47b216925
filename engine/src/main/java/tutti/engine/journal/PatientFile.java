package tutti.engine.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.Optional;
import org.h2.store.fs.FileBase;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * A file of H2 whose writes wait while the disk is full. H2 would take the fault for the end of its database and close it in the
 * middle of what it was at. H2 makes these by their scheme, as in `jdbc:h2:patient:/var/lib/tutti/tutti`.
 */
public final class PatientFile extends FilePathWrapper {
    private static final String SCHEME = "patient";
    private static final String H2_FILE = "jdbc:h2:file:";
    private static final String H2_PATIENT = "jdbc:h2:" + SCHEME + ":";

    static {
        FilePath.register(new PatientFile());
    }

    /** The address of a database with such files. Other addresses than those of H2's own files are left alone. */
    static String addressed(String url) {
        return url.startsWith(H2_FILE) ? H2_PATIENT + url.substring(H2_FILE.length()) : url;
    }

    /** For people, who need not know. */
    static String plain(String url) {
        return url.replace(H2_PATIENT, H2_FILE);
    }

    /** None for a database elsewhere. */
    static Optional<Disk> diskOf(String url) {
        if (!url.startsWith(H2_PATIENT)) {
            return Optional.empty();
        }
        String name =
                url.substring(H2_PATIENT.length()).split("(?<!\\\\);", 2)[0].replace("\\;", ";");
        return Optional.of(disk(FilePath.get(name)));
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new Channel(getBase().open(mode), disk(getBase()));
    }

    private static Disk disk(FilePath file) {
        return Disk.under(Path.of(file.getParent().toString()));
    }

    /** Without the base's locks: a write that waits must not keep anybody from reading. */
    @SuppressWarnings("UnsynchronizedOverridesSynchronized")
    private static final class Channel extends FileBase {
        private final FileChannel file;
        private final Disk disk;

        Channel(FileChannel file, Disk disk) {
            this.file = file;
            this.disk = disk;
        }

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            return disk.patiently(() -> file.write(source, position));
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            return disk.patiently(() -> file.write(source));
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            return file.read(target, position);
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            return file.read(target);
        }

        @Override
        public long position() throws IOException {
            return file.position();
        }

        @Override
        public FileChannel position(long position) throws IOException {
            file.position(position);
            return this;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            file.truncate(size);
            return this;
        }

        @Override
        public void force(boolean metaData) throws IOException {
            file.force(metaData);
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return file.tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            file.close();
        }

        @Override
        public String toString() {
            return SCHEME + ":" + file;
        }
    }
}
