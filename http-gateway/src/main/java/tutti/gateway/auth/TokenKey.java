package tutti.gateway.auth;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What room tokens are signed with. */
public final class TokenKey {
    public static final int BYTES_MIN = 32;

    private static final String FILE = "token.key";
    private static final byte[] FINGERPRINTED = "the fingerprint of a token key".getBytes(StandardCharsets.UTF_8);
    private static final int ID_BYTES = 6;

    private final byte[] bytes;

    private TokenKey(byte[] bytes) {
        if (bytes.length < BYTES_MIN) {
            throw new IllegalArgumentException("the token key must have at least " + BYTES_MIN + " bytes");
        }
        this.bytes = bytes;
    }

    /** A key for another purpose, from which this one cannot be told. */
    byte[] derived(String purpose) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(bytes, "HmacSHA256"));
            return mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException | InvalidKeyException bug) {
            throw new IllegalStateException("every JDK has HmacSHA256", bug);
        }
    }

    byte[] bytes() {
        return bytes.clone();
    }

    /** By which nodes tell whether they have the same key. It betrays nothing of a random one. */
    public String fingerprint() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(FINGERPRINTED);
            return HexFormat.of().formatHex(digest.digest(bytes));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    /** Names the key in the head of what it signed, and tells nothing of it. */
    String id() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, ID_BYTES));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    /** The key of this data directory, made at the first start. */
    static TokenKey kept(Path dataDir) throws IOException {
        Files.createDirectories(dataDir);
        Path file = dataDir.resolve(FILE);
        if (!Files.exists(file)) {
            make(file);
        }
        return decoded(Files.readString(file).strip(), file.toString());
    }

    private static void make(Path file) throws IOException {
        byte[] random = new byte[BYTES_MIN];
        new SecureRandom().nextBytes(random);
        byte[] text = Base64.getEncoder().encode(random);
        try (var channel = Files.newByteChannel(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), forOwnerOnly())) {
            channel.write(java.nio.ByteBuffer.wrap(text));
        } catch (FileAlreadyExistsException anotherNodeWasFaster) {
            // Its key is as good as ours.
        }
    }

    private static FileAttribute<?>[] forOwnerOnly() {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    /** `from` is what an error calls the place of it. */
    static TokenKey decoded(String base64, String from) {
        try {
            return new TokenKey(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(from + " must be base64 of at least " + BYTES_MIN + " bytes", wrong);
        }
    }
}
