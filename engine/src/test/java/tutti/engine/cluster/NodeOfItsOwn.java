package tutti.engine.cluster;

import com.typesafe.config.ConfigFactory;
import tutti.engine.testing.Node;

/** A process with a node that knows nothing but its environment. */
final class NodeOfItsOwn {
    private NodeOfItsOwn() {}

    public static void main(String[] args) {
        Node.start(ConfigFactory.empty());
    }
}
