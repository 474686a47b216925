package tutti.engine.cluster;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.pekko.cluster.ConfigValidation;
import org.apache.pekko.cluster.Invalid;
import org.apache.pekko.cluster.JoinConfigCompatChecker;
import org.apache.pekko.cluster.Valid$;
import org.apache.pekko.japi.Util;
import scala.collection.immutable.Seq;

/**
 * What all nodes of a cluster have in common, told to each other when one of them joins. A node on another database would
 * find none of the others' rooms, one with another key would know none of their guests. Pekko makes it by its name.
 */
public final class Kinship extends JoinConfigCompatChecker {
    private static final String DATABASE = "tutti.engine.cluster.kinship.database";
    private static final String TOKEN_KEY = "tutti.engine.cluster.kinship.token-key";
    private static final Map<String, String> DIFFERENCES = Map.of(
            DATABASE, "its TUTTI_JDBC_URL leads to another database",
            TOKEN_KEY, "its TUTTI_TOKEN_KEY is another one");

    /** `tokenKey` stands for the key and does not betray it; behind a space, so does that of another which is good too. */
    public static Config of(String database, String tokenKey) {
        return ConfigFactory.parseMap(Map.of(DATABASE, database, TOKEN_KEY, tokenKey), "the nodes of this cluster");
    }

    @Override
    public Seq<String> requiredKeys() {
        return Util.immutableSeq(DIFFERENCES.keySet());
    }

    /** A node of an earlier version says nothing, and is let in. */
    @Override
    public ConfigValidation check(Config theirs, Config ours) {
        List<String> differences = new ArrayList<>();
        DIFFERENCES.forEach((key, difference) -> {
            if (theirs.hasPath(key) && ours.hasPath(key) && !agree(theirs.getString(key), ours.getString(key))) {
                differences.add(difference);
            }
        });
        return differences.isEmpty() ? Valid$.MODULE$ : new Invalid(Util.immutableSeq(differences));
    }

    /** While keys are being changed a node has two: what it goes by stands first, and the other has to know that. */
    private static boolean agree(String theirs, String ours) {
        List<String> theirAll = List.of(theirs.split(" "));
        List<String> ourAll = List.of(ours.split(" "));
        return theirAll.contains(ourAll.getFirst()) && ourAll.contains(theirAll.getFirst());
    }
}
