package tutti.engine.testing;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for who must know them before it listens. Not those that the system hands out: one of them may be somebody's connection by
 * the time it is wanted.
 */
public final class FreePorts {
    private static final int FIRST = 20_000;
    /** Linux, macOS and Windows hand out what is above this. */
    private static final int LAST = 32_000;

    public static int one() {
        return some(1).getFirst();
    }

    /** All held at once, so that they differ; each is free on every address of this machine. */
    public static List<Integer> some(int count) {
        List<ServerSocket> held = new ArrayList<>();
        try {
            while (held.size() < count) {
                hold(ThreadLocalRandom.current().nextInt(FIRST, LAST), held);
            }
            return held.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            held.forEach(FreePorts::letGo);
        }
    }

    private static void hold(int port, List<ServerSocket> held) {
        try {
            held.add(new ServerSocket(port));
        } catch (IOException taken) {
            // There are others.
        }
    }

    private static void letGo(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException fault) {
            throw new IllegalStateException(fault);
        }
    }

    private FreePorts() {}
}
