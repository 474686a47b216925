package tutti.engine.cluster;

/** One node as another sees it; `status` is Pekko's word for where it is between joining and removed. */
public record ClusterNode(String address, String status, boolean reachable) {}
