package tutti.gateway.socket;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.util.ByteString;
import tutti.engine.channel.Outbox.Ending;
import tutti.gateway.wire.ServerMessage;

/** Sound goes straight to the client's queue; the session hears only of a client that cannot even take a word. */
record SeatEar(House house, Outgoing out, ActorRef<SessionCommand> session) implements Ear {
    @Override
    public boolean hear(ByteString frame, int packets) {
        boolean kept = out.hear(house.soundFrames().of(frame, packets));
        if (!kept) {
            house.metrics().soundDropped();
        }
        return kept;
    }

    @Override
    public void heardAfter(int delayMs) {
        out.heardAfter(delayMs);
    }

    @Override
    public void tell(ServerMessage message) {
        if (!out.offer(message)) {
            house.metrics().outboxOverflowed();
            session.tell(new SessionCommand.Ended(new Ending.TooSlow()));
        }
    }
}
