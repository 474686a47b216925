package tutti.engine.audio.opus;

import java.util.function.Consumer;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Takes one room's packets to its transcoder, a few a turn, so that rooms share the threads evenly. */
final class RoomTranscoder {
    private static final int PACKETS_A_TURN = 5;

    private final ActorContext<Turn> context;
    private final Inbox inbox;
    private final Transcoder transcoder;
    private final Consumer<TranscodedPacket> out;

    /** At most one of each is under way: the packets themselves wait in the inbox, which is bounded. */
    enum Turn {
        DUE,
        LAST
    }

    static Behavior<Turn> create(Inbox inbox, Transcoder transcoder, Consumer<TranscodedPacket> out) {
        return Behaviors.setup(context -> {
            RoomTranscoder it = new RoomTranscoder(context, inbox, transcoder, out);
            return Behaviors.receiveMessage(it::onTurn);
        });
    }

    private RoomTranscoder(
            ActorContext<Turn> context, Inbox inbox, Transcoder transcoder, Consumer<TranscodedPacket> out) {
        this.context = context;
        this.inbox = inbox;
        this.transcoder = transcoder;
        this.out = out;
    }

    private Behavior<Turn> onTurn(Turn turn) {
        return switch (turn) {
            case DUE -> onDue();
            case LAST -> Behaviors.stopped();
        };
    }

    private Behavior<Turn> onDue() {
        transcoder.want(inbox.wanted());
        for (int taken = 0; taken < PACKETS_A_TURN; taken++) {
            TimedPacket packet = inbox.take();
            if (packet == null) {
                break;
            }
            transcoder.hear(packet, this::hand);
        }
        inbox.tell(transcoder.tally());
        if (!inbox.isEmpty() || !inbox.leave()) {
            context.getSelf().tell(Turn.DUE);
        }
        return Behaviors.same();
    }

    /** Who takes the packets may be broken; the next room's sound, and the next packet's, are not. */
    private void hand(TranscodedPacket packet) {
        try {
            out.accept(packet);
        } catch (RuntimeException broken) {
            context.getLog().warn("a transcoded packet was not taken", broken);
        }
    }
}
