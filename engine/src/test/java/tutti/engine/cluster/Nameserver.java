package tutti.engine.cluster;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Answers questions for the A records of one name, over UDP on loopback; no other name is there. */
final class Nameserver implements AutoCloseable {
    private static final int HEADER_BYTES = 12;
    private static final int PACKET_BYTES_MAX = 512;
    private static final short IS_ANSWER = (short) 0x8400;
    private static final short IS_UNKNOWN = (short) 0x8403;
    private static final short THE_NAME_ASKED = (short) 0xc000 + HEADER_BYTES;
    private static final short A = 1;
    private static final short IN = 1;
    private static final int TTL_SECONDS = 5;

    private final String name;
    private final List<String> addresses;
    private final DatagramSocket socket;

    Nameserver(String name, List<String> addresses) throws IOException {
        this.name = name;
        this.addresses = addresses;
        this.socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::answer);
    }

    int port() {
        return socket.getLocalPort();
    }

    @Override
    public void close() {
        socket.close();
    }

    private void answer() {
        DatagramPacket packet = new DatagramPacket(new byte[PACKET_BYTES_MAX], PACKET_BYTES_MAX);
        try {
            while (!socket.isClosed()) {
                packet.setLength(PACKET_BYTES_MAX);
                socket.receive(packet);
                ByteBuffer answer = answerTo(ByteBuffer.wrap(packet.getData(), 0, packet.getLength()));
                socket.send(new DatagramPacket(answer.array(), answer.position(), packet.getSocketAddress()));
            }
        } catch (SocketException closed) {
            // The test is over.
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private ByteBuffer answerTo(ByteBuffer query) throws IOException {
        short id = query.getShort();
        query.position(HEADER_BYTES);
        StringBuilder asked = new StringBuilder();
        for (int length = query.get(); length > 0; length = query.get()) {
            byte[] label = new byte[length];
            query.get(label);
            asked.append(asked.isEmpty() ? "" : ".").append(new String(label, StandardCharsets.US_ASCII));
        }
        boolean isKnown = asked.toString().equals(name);
        List<String> found = isKnown && query.getShort() == A ? addresses : List.of();

        ByteBuffer answer = ByteBuffer.allocate(PACKET_BYTES_MAX);
        answer.putShort(id).putShort(isKnown ? IS_ANSWER : IS_UNKNOWN);
        answer.putShort((short) 1).putShort((short) found.size()).putInt(0);
        answer.put(query.array(), HEADER_BYTES, query.limit() - HEADER_BYTES);
        for (String address : found) {
            answer.putShort(THE_NAME_ASKED).putShort(A).putShort(IN).putInt(TTL_SECONDS);
            answer.putShort((short) 4).put(InetAddress.getByName(address).getAddress());
        }
        return answer;
    }
}
