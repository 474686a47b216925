package tutti.gateway.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tutti.engine.room.PasswordHash;
import tutti.gateway.door.Passwords.Compared;

@DisplayName("A room's password")
class PasswordsTest {
    private final Passwords passwords = new Passwords();

    @Test
    void is_kept_as_a_hash_that_tells_nothing_of_it() {
        PasswordHash hash = hashed("popcorn");

        assertThat(hash.value()).startsWith("$argon2id$v=19$m=19456,t=2,p=1$").doesNotContain("popcorn");
        assertThat(hashed("popcorn")).isNotEqualTo(hash);
        assertThat(hash.toString()).doesNotContain("argon2id");
    }

    @Test
    void is_that_one_and_no_other() {
        PasswordHash hash = hashed("popcorn");

        assertThat(compared("popcorn", hash)).isEqualTo(Compared.RIGHT);
        assertThat(compared("Popcorn", hash)).isEqualTo(Compared.WRONG);
        assertThat(compared("", hash)).isEqualTo(Compared.WRONG);
    }

    @Test
    void is_the_same_however_a_keyboard_puts_its_letters_together() {
        PasswordHash hash = hashed("Käse");

        assertThat(compared("Ka\u0308se", hash)).isEqualTo(Compared.RIGHT);
    }

    /** The reference implementation's: argon2 over "password" with the salt "somesalt", 2 passes, 64 MiB, one lane. */
    @Test
    void is_hashed_as_others_hash_it() {
        PasswordHash others = new PasswordHash(
                "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc");

        assertThat(compared("password", others)).isEqualTo(Compared.RIGHT);
        assertThat(compared("passwore", others)).isEqualTo(Compared.WRONG);
    }

    @Test
    void that_would_cost_more_than_ours_do_is_not_compared() {
        assertThat(compared("x", new PasswordHash("$argon2id$v=19$m=999999,t=99,p=9$c29tZXNhbHQ$CTFhFdXPJO0")))
                .isEqualTo(Compared.WRONG);
        assertThat(compared("x", new PasswordHash("popcorn"))).isEqualTo(Compared.WRONG);
    }

    @Test
    void is_compared_with_few_at_once_and_others_are_told_to_come_again() {
        PasswordHash hash = hashed("popcorn");
        List<CompletableFuture<Compared>> all = new ArrayList<>();

        for (int guess = 0; guess < 200; guess++) {
            all.add(passwords.compare("guess " + guess, hash).toCompletableFuture());
        }

        Stream<Compared> outcomes = all.stream().map(CompletableFuture::join);
        assertThat(outcomes).contains(Compared.WRONG, Compared.BUSY).doesNotContain(Compared.RIGHT);
        assertThat(compared("popcorn", hash)).isEqualTo(Compared.RIGHT);
    }

    private PasswordHash hashed(String password) {
        return passwords
                .hash(password)
                .toCompletableFuture()
                .thenApply(Optional::orElseThrow)
                .join();
    }

    private Compared compared(String password, PasswordHash hash) {
        return passwords.compare(password, hash).toCompletableFuture().join();
    }
}
