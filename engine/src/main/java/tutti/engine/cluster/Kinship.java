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
    private static final String TOKEN_KEYS = "tutti.engine.cluster.kinship.token-keys";

    /** `tokenKeys` stand for the keys that a node takes tokens of, first the one it signs with, and do not betray them. */
    public static Config of(String database, List<String> tokenKeys) {
        return ConfigFactory.parseMap(Map.of(DATABASE, database, TOKEN_KEYS, tokenKeys), "the nodes of this cluster");
    }

    @Override
    public Seq<String> requiredKeys() {
        return Util.immutableSeq(List.of(DATABASE, TOKEN_KEYS));
    }

    /** A node of an earlier version says nothing, and is let in. */
    @Override
    public ConfigValidation check(Config theirs, Config ours) {
        List<String> differences = new ArrayList<>();
        if (bothSay(DATABASE, theirs, ours) && !theirs.getString(DATABASE).equals(ours.getString(DATABASE))) {
            differences.add("its TUTTI_JDBC_URL leads to another database");
        }
        if (bothSay(TOKEN_KEYS, theirs, ours)
                && !understand(theirs.getStringList(TOKEN_KEYS), ours.getStringList(TOKEN_KEYS))) {
            differences.add("its TUTTI_TOKEN_KEY is another one");
        }
        return differences.isEmpty() ? Valid$.MODULE$ : new Invalid(Util.immutableSeq(differences));
    }

    /** Each takes what the other signs: while a key is being changed, nodes with the next and with the last one are together. */
    private static boolean understand(List<String> theirs, List<String> ours) {
        return theirs.contains(ours.getFirst()) && ours.contains(theirs.getFirst());
    }

    private static boolean bothSay(String key, Config theirs, Config ours) {
        return theirs.hasPath(key) && ours.hasPath(key);
    }
}
