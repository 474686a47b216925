package tutti.gateway.socket;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;
import tutti.engine.Outcome;
import tutti.engine.id.BroadcastId;
import tutti.engine.id.RoomId;
import tutti.engine.id.UserId;
import tutti.engine.room.broadcast.Broadcast;
import tutti.engine.room.broadcast.Feed;
import tutti.engine.room.broadcast.Grant;
import tutti.engine.room.broadcast.Playout;
import tutti.gateway.wire.ClientMessage;
import tutti.gateway.wire.Quality;

/** The sound of one seat: what its owner sends as a host, and what they hear as a guest. Belongs to the session. */
final class SeatSound {
    /** Frames sent before the host's page heard that it was over are nobody's fault. */
    private static final long LATE_US = 5_000_000;

    private final House house;
    private final RoomId room;
    private final UserId user;
    private final Ear ear;
    private Quality wanted;
    private @Nullable Broadcast onAir;
    private @Nullable Listening listening;
    private @Nullable Sending sending;
    private @Nullable CompletionStage<Outcome<Grant>> asked;
    private @Nullable BroadcastId over;
    /** Told by the room since it was asked; what it grants may have been decided before. */
    private @Nullable Playout told;

    private long lateUntilUs = Long.MIN_VALUE;

    private record Sending(Grant grant, Upload upload) {}

    SeatSound(House house, RoomId room, UserId user, Ear ear, Quality wanted) {
        this.house = house;
        this.room = room;
        this.user = user;
        this.ear = ear;
        this.wanted = wanted;
    }

    static SeatSound of(Line line, RoomId room, UserId user, ClientMessage.@Nullable Audio audio) {
        return new SeatSound(
                line.house(),
                room,
                user,
                new SeatEar(line.house(), line.out(), line.context().getSelf()),
                audio == ClientMessage.Audio.OFF ? Quality.OFF : Quality.AUTO);
    }

    void onAir(Broadcast broadcast) {
        Broadcast before = onAir;
        onAir = broadcast;
        if (sending != null && isLater(broadcast, sending.grant())) {
            stopSending(Upload::superseded);
        }
        if (listening != null && before != null && before.id().equals(broadcast.id())) {
            listening.follow(broadcast);
        } else {
            listen();
        }
    }

    void offAir(BroadcastId broadcast) {
        over = broadcast;
        if (onAir != null && onAir.id().equals(broadcast)) {
            onAir = null;
            if (listening != null) {
                listening.finish();
                listening = null;
            }
        }
        if (sending != null && sending.grant().broadcast().equals(broadcast)) {
            stopSending(Upload::end);
        }
    }

    void choose(Playout playout) {
        told = playout;
        if (sending != null) {
            sending.upload().choose(playout);
        }
    }

    void want(Quality quality) {
        wanted = quality;
        if (quality != Quality.OFF && listening != null) {
            listening.quality(quality);
        } else {
            listen();
        }
    }

    void report(ClientMessage.Report report) {
        Double lateP95Ms = report.lateP95Ms();
        if (listening != null && lateP95Ms != null) {
            double lateP99Ms = report.lateP99Ms() == null ? lateP95Ms : report.lateP99Ms();
            listening.report(new Listening.Report(
                    lateP95Ms, lateP99Ms, report.driftMs(), (int) report.bufferMs(), report.underruns()));
        }
    }

    /** The room was asked for a broadcast. Should it grant one when this seat is empty, nobody would send it. */
    void asks(CompletionStage<Outcome<Grant>> grant) {
        asked = grant;
        told = null;
    }

    /** What was granted may be over before that is heard of. */
    void granted(Grant grant, Feed feed) {
        asked = null;
        if (grant.broadcast().equals(over)) {
            return;
        }
        boolean resumes = sending != null && sending.grant().broadcast().equals(grant.broadcast());
        stopSending(resumes ? Upload::superseded : Upload::end);
        sending = new Sending(grant, house.studio().upload(room, grant, feed, ear));
        if (told != null) {
            sending.upload().choose(told);
        }
    }

    CompletionStage<Upload.Taken> take(ByteString frame, long receivedUs) {
        if (sending != null) {
            return sending.upload().take(frame, receivedUs);
        }
        return CompletableFuture.completedStage(
                receivedUs < lateUntilUs ? Upload.Taken.DROPPED : Upload.Taken.MALFORMED);
    }

    /** Whoever relays it takes no more from here. A room that knows of a later upload pays no heed. */
    void refused() {
        Sending refused = sending;
        if (refused != null) {
            stopSending(Upload::end);
            house.rooms().loseFeed(room, refused.grant());
        }
    }

    /** The socket is over: guests hear on without this one, and a host may resume over the next. */
    void end() {
        stopListening();
        Sending lost = sending;
        if (lost != null) {
            sending = null;
            lost.upload().lost();
            house.rooms().loseFeed(room, lost.grant());
        }
        if (asked != null) {
            asked.thenAccept(outcome -> {
                if (outcome instanceof Outcome.Ok<Grant> granted) {
                    house.rooms().loseFeed(room, granted.value());
                }
            });
            asked = null;
        }
    }

    private void listen() {
        stopListening();
        Broadcast broadcast = onAir;
        // A host would hear themselves, a moment ago.
        if (broadcast != null && wanted != Quality.OFF && !broadcast.host().equals(user)) {
            listening = house.studio().listen(room, broadcast, wanted, ear);
        }
    }

    private void stopListening() {
        if (listening != null) {
            listening.end();
            listening = null;
        }
    }

    private void stopSending(Consumer<Upload> how) {
        if (sending != null) {
            how.accept(sending.upload());
            sending = null;
            lateUntilUs = house.clock().nowUs() + LATE_US;
        }
    }

    private static boolean isLater(Broadcast broadcast, Grant grant) {
        return broadcast.id().equals(grant.broadcast()) && broadcast.epoch() > grant.epoch();
    }
}
