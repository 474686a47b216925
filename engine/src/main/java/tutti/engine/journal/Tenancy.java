package tutti.engine.journal;

/** Who else may use a database while this node does. */
public enum Tenancy {
    /** Nobody: the rooms of a node that is a cluster of its own are on no other. */
    ALONE("pg_try_advisory_lock"),
    /** The other nodes of the cluster. */
    TOGETHER("pg_try_advisory_lock_shared");

    final String function;

    Tenancy(String function) {
        this.function = function;
    }
}
