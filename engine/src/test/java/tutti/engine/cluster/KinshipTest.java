package tutti.engine.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.List;
import org.apache.pekko.cluster.Invalid;
import org.apache.pekko.cluster.Valid$;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Nodes of a cluster")
class KinshipTest {
    private static final Config OURS = Kinship.of("one database", List.of("one key"));

    private final Kinship kinship = new Kinship();

    @Test
    void take_in_who_has_the_same_database_and_the_same_key() {
        assertThat(kinship.check(Kinship.of("one database", List.of("one key")), OURS))
                .isEqualTo(Valid$.MODULE$);
    }

    @Test
    void refuse_who_has_another_database_or_another_key() {
        assertThat(kinship.check(Kinship.of("another", List.of("one key")), OURS))
                .isInstanceOfSatisfying(
                        Invalid.class, refused -> assertThat(refused.toString()).contains("TUTTI_JDBC_URL"));
        assertThat(kinship.check(Kinship.of("one database", List.of("another")), OURS))
                .isInstanceOfSatisfying(
                        Invalid.class, refused -> assertThat(refused.toString()).contains("TUTTI_TOKEN_KEY"));
    }

    @Test
    void are_together_while_a_key_is_being_changed() {
        Config knowsBoth = Kinship.of("one database", List.of("one key", "next key"));
        Config goesByTheNext = Kinship.of("one database", List.of("next key", "one key"));
        Config onlyTheNext = Kinship.of("one database", List.of("next key"));

        assertThat(kinship.check(knowsBoth, OURS)).isEqualTo(Valid$.MODULE$);
        assertThat(kinship.check(goesByTheNext, knowsBoth)).isEqualTo(Valid$.MODULE$);
        assertThat(kinship.check(onlyTheNext, goesByTheNext)).isEqualTo(Valid$.MODULE$);
        assertThat(kinship.check(goesByTheNext, OURS)).isInstanceOf(Invalid.class);
        assertThat(kinship.check(onlyTheNext, knowsBoth)).isInstanceOf(Invalid.class);
    }

    @Test
    void take_in_who_is_of_an_earlier_version_and_says_nothing() {
        assertThat(kinship.check(ConfigFactory.empty(), OURS)).isEqualTo(Valid$.MODULE$);
        assertThat(kinship.check(OURS, ConfigFactory.empty())).isEqualTo(Valid$.MODULE$);
    }
}
