package tutti.gateway.door;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import tutti.engine.room.PasswordHash;

/**
 * Argon2id, which is made to cost time and memory: so it has threads of its own, few of them, and a short queue. Whoever
 * comes when that is full is told to come again; nobody else waits for it.
 */
public final class Passwords {
    private static final int AT_ONCE = 2;
    private static final int WAITING_MAX = 64;
    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;

    /** What a hash that is none of this version may ask of us at most. */
    private static final int MEMORY_KIB_MAX = 64 * 1024;

    private static final int PASSES_MAX = 10;
    private static final Pattern STORED =
            Pattern.compile("\\$argon2id\\$v=19\\$m=(\\d{1,6}),t=(\\d{1,2}),p=(\\d)\\$([\\w+/]+)\\$([\\w+/]+)");

    private final Executor workers;
    private final SecureRandom random = new SecureRandom();

    public enum Compared {
        RIGHT,
        WRONG,
        /** Too many at once. */
        BUSY
    }

    public Passwords() {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                AT_ONCE,
                AT_ONCE,
                10,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING_MAX),
                Thread.ofPlatform().daemon().name("passwords-", 0).factory());
        threads.allowCoreThreadTimeOut(true);
        workers = threads;
    }

    /** Empty when too many are at it. */
    public CompletionStage<Optional<PasswordHash>> hash(String password) {
        return worked(() -> Optional.of(hashed(password)), Optional.empty());
    }

    public CompletionStage<Compared> compare(String password, PasswordHash stored) {
        return worked(() -> isOf(password, stored) ? Compared.RIGHT : Compared.WRONG, Compared.BUSY);
    }

    private <T> CompletionStage<T> worked(Supplier<T> work, T busy) {
        try {
            return CompletableFuture.supplyAsync(work, workers);
        } catch (RejectedExecutionException full) {
            return CompletableFuture.completedStage(busy);
        }
    }

    private PasswordHash hashed(String password) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        byte[] hash = argon2id(password, salt, MEMORY_KIB, PASSES, LANES, HASH_BYTES);
        return new PasswordHash("$argon2id$v=19$m=" + MEMORY_KIB + ",t=" + PASSES + ",p=" + LANES + "$"
                + base64.encodeToString(salt) + "$" + base64.encodeToString(hash));
    }

    private static boolean isOf(String password, PasswordHash stored) {
        Matcher parts = STORED.matcher(stored.value());
        if (!parts.matches()) {
            return false;
        }
        int memoryKib = Integer.parseInt(parts.group(1));
        int passes = Integer.parseInt(parts.group(2));
        int lanes = Integer.parseInt(parts.group(3));
        if (memoryKib > MEMORY_KIB_MAX || passes < 1 || passes > PASSES_MAX || lanes < 1) {
            return false;
        }
        byte[] salt = Base64.getDecoder().decode(parts.group(4));
        byte[] hash = Base64.getDecoder().decode(parts.group(5));
        return MessageDigest.isEqual(hash, argon2id(password, salt, memoryKib, passes, lanes, hash.length));
    }

    /** The same letters are the same password, however a keyboard puts them together. */
    private static byte[] argon2id(String password, byte[] salt, int memoryKib, int passes, int lanes, int bytes) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memoryKib)
                .withIterations(passes)
                .withParallelism(lanes)
                .withSalt(salt)
                .build());
        byte[] hash = new byte[bytes];
        generator.generateBytes(
                Normalizer.normalize(password, Normalizer.Form.NFC).getBytes(StandardCharsets.UTF_8), hash);
        return hash;
    }
}
