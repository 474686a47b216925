package tutti.gateway.socket;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import tutti.engine.NodeCopy;
import tutti.engine.Outcome;
import tutti.engine.Rooms;
import tutti.engine.channel.Outbox.Ending;
import tutti.engine.id.MessageId;
import tutti.engine.id.RoomId;
import tutti.engine.id.UserId;
import tutti.engine.room.AccessPatch;
import tutti.engine.room.Refusal;
import tutti.engine.room.RoomSettings;
import tutti.engine.room.broadcast.Feed;
import tutti.engine.room.broadcast.Grant;
import tutti.gateway.wire.ChatPage;
import tutti.gateway.wire.ClientMessage;
import tutti.gateway.wire.Code;
import tutti.gateway.wire.Decoded;
import tutti.gateway.wire.ServerMessage;
import tutti.gateway.wire.ServerMessage.Bye;
import tutti.gateway.wire.Units;

/** A place in a room, and what its owner does there. What is answered with a Bye ends the session. */
record Seat(Line line, RoomId room, UserId user, SeatOutbox outbox, SeatSound sound, Costs costs) {
    private static final Logger LOG = LoggerFactory.getLogger(Seat.class);

    /** A page of long lines is some 200 KB already. Who asks for more gets this, and that there is more. */
    private static final int HISTORY_LINES_MAX = 50;

    /** Whoever floods on after many a no is asked to stay away for a while. */
    private static final long FLOODER_AWAY_MS = 5_000;
    /** Then a room that had enough of lines or reactions takes as many again. */
    private static final long CROWD_QUIETER_AFTER_MS = 1_000;

    private static final Decoded.Malformed NO_SOUND =
            new Decoded.Malformed(Code.BAD_MESSAGE, "no frame of a broadcast that you were granted here", null);

    @Nullable
    Bye act(ClientMessage message, @Nullable MessageId id, long receivedUs) {
        House house = line.house();
        OptionalLong waitMs = line.allowances().take(message, receivedUs);
        if (waitMs.isEmpty() && isTalk(message)) {
            OptionalLong waitS = house.talk().take(line.address());
            waitMs = waitS.isPresent() ? OptionalLong.of(waitS.getAsLong() * 1_000) : waitMs;
        }
        if (waitMs.isPresent()) {
            return rateLimited(id, receivedUs, waitMs.getAsLong());
        }
        house.metrics().message(message);
        Rooms rooms = house.rooms();
        return switch (message) {
            case ClientMessage.Ping ping -> pong(ping, id, receivedUs);
            case ClientMessage.Play play -> ask(id, rooms.play(room, user));
            case ClientMessage.Pause pause -> ask(id, rooms.pause(room, user));
            case ClientMessage.Seek seek -> ask(id, rooms.seek(room, user, Units.us(seek.toMediaTime())));
            case ClientMessage.Rate rate -> ask(id, rooms.changeRate(room, user, rate.playbackRate()));
            case ClientMessage.ChangeSource change -> ask(id, rooms.changeSource(room, user, change.source()));
            case ClientMessage.Chat chat -> talk(id, true, rooms.say(room, user, id, chat.text()));
            case ClientMessage.ChatDelete delete -> ask(id, rooms.deleteLine(room, user, delete.seq()));
            case ClientMessage.React react -> talk(id, false, rooms.react(room, user, react.emoji()));
            case ClientMessage.Ready ready -> ask(id, rooms.markReady(room, user, ready.ready()));
            case ClientMessage.ChangeSettings change -> ask(id, rooms.changeSettings(room, user, change.toPatch()));
            case ClientMessage.HostTransfer transfer -> ask(id, rooms.transfer(room, user, transfer.to()));
            case ClientMessage.ChangeAccess change -> changeAccess(change, id);
            case ClientMessage.ControlRequest request -> ask(id, rooms.requestControl(room, user));
            case ClientMessage.ControlRelease release -> ask(id, rooms.releaseControl(room, user));
            case ClientMessage.ControlGrant grant ->
                ask(id, rooms.grantControl(room, user, grant.to(), seconds(grant.seconds())));
            case ClientMessage.ControlRevoke revoke -> ask(id, rooms.revokeControl(room, user, revoke.to()));
            case ClientMessage.MemberRole give -> ask(id, rooms.giveRole(room, user, give.userId(), give.role()));
            case ClientMessage.MemberMute mute -> ask(id, rooms.mute(room, user, mute.userId()));
            case ClientMessage.MemberUnmute unmute -> ask(id, rooms.unmute(room, user, unmute.userId()));
            case ClientMessage.MemberKick kick -> ask(id, rooms.kick(room, user, kick.userId()));
            case ClientMessage.MemberBan ban ->
                ask(
                        id,
                        rooms.ban(
                                room, user, ban.userId(), Boolean.TRUE.equals(ban.network()), seconds(ban.seconds())));
            case ClientMessage.MemberUnban unban -> ask(id, rooms.unban(room, user, unban.userId()));
            case ClientMessage.Undo undo -> ask(id, rooms.undo(room, user, undo.entry()));
            case ClientMessage.ChatHistory history -> history(history, id);
            case ClientMessage.BroadcastStart start -> startBroadcast(id, start.feed());
            case ClientMessage.BroadcastStop stop -> ask(id, rooms.stopBroadcast(room, user));
            case ClientMessage.QualityRequest request -> {
                sound.want(request.quality());
                yield accept(id);
            }
            case ClientMessage.Report report -> {
                rooms.report(room, user, report.toReport());
                sound.report(report);
                house.metrics().clientDrift(report.driftMs());
                yield accept(id);
            }
            case ClientMessage.Join again -> refuse(Code.BAD_MESSAGE, "one socket is for one room", id);
            case ClientMessage.Leave leave -> accept(id);
        };
    }

    private static @Nullable Duration seconds(@Nullable Integer seconds) {
        return seconds == null ? null : Duration.ofSeconds(seconds);
    }

    /** A password costs much to hash: not for those whom the room would refuse anyway. */
    private @Nullable Bye changeAccess(ClientMessage.ChangeAccess change, @Nullable MessageId id) {
        House house = line.house();
        boolean mayNot = house.rooms()
                .glance(room)
                .filter(copy -> copy.view().host().equals(user))
                .isEmpty();
        if (mayNot) {
            return refuse(Code.NOT_ALLOWED, "only the host says who may come in", id);
        }
        return ask(
                id,
                house.doors()
                        .patch(change.listed(), change.password(), change.invite())
                        .thenCompose(made -> switch (made) {
                            case Outcome.Ok<AccessPatch> ok -> house.rooms().changeAccess(room, user, ok.value());
                            case Outcome.Refused<AccessPatch> refused ->
                                CompletableFuture.completedStage(
                                        new Outcome.Refused<>(refused.refusal(), refused.why()));
                        }));
    }

    private static boolean isTalk(ClientMessage message) {
        return message instanceof ClientMessage.Chat || message instanceof ClientMessage.React;
    }

    @Nullable
    Bye answer(@Nullable MessageId id, Outcome<Rooms.Done> outcome) {
        return switch (outcome) {
            case Outcome.Ok<Rooms.Done> ok -> accept(id);
            case Outcome.Refused<Rooms.Done> refused -> refuse(codeOf(refused.refusal()), refused.why(), id);
        };
    }

    @Nullable
    Bye talked(SessionCommand.Talked talked) {
        return talked.outcome() instanceof Outcome.Refused<Rooms.Done> refused
                        && refused.refusal() == Refusal.RATE_LIMITED
                ? notYet(refused.why(), talked.id(), talked.isLine() ? lineAgainAfterMs() : CROWD_QUIETER_AFTER_MS)
                : answer(talked.id(), talked.outcome());
    }

    /** At the latest: where the chat is slow, each has a pace of their own. */
    private long lineAgainAfterMs() {
        return line.house()
                .rooms()
                .glance(room)
                .map(copy -> copy.view().settings())
                .filter(settings -> settings.chat() == RoomSettings.ChatMode.SLOW)
                .map(settings -> Math.max(settings.slowModeMs(), CROWD_QUIETER_AFTER_MS))
                .orElse(CROWD_QUIETER_AFTER_MS);
    }

    /** Whoever has this seat is in the room. A room that does not know them has only just come up, and will in a moment. */
    private static Code codeOf(Refusal refusal) {
        return refusal == Refusal.NOT_JOINED ? Code.UNAVAILABLE : Code.of(refusal);
    }

    @Nullable
    Bye accept(@Nullable MessageId id) {
        return id == null ? null : line.send(ServerMessage.Ack.of(id));
    }

    @Nullable
    Bye refuse(Code code, String why, @Nullable MessageId id) {
        line.house().metrics().refused(code);
        return line.send(new ServerMessage.Refused(code, why, id));
    }

    @Nullable
    Bye granted(SessionCommand.Granted granted) {
        return switch (granted.outcome()) {
            case Outcome.Ok<Grant> ok -> {
                Grant grant = ok.value();
                sound.granted(grant, granted.feed());
                yield granted.id() == null
                        ? null
                        : line.send(new ServerMessage.Ack(granted.id(), grant.broadcast(), grant.epoch()));
            }
            case Outcome.Refused<Grant> refused -> refuse(codeOf(refused.refusal()), refused.why(), granted.id());
        };
    }

    @Nullable
    Bye took(Upload.Taken taken) {
        line.house().metrics().soundReceived(taken);
        return switch (taken) {
            case TAKEN, DROPPED -> null;
            case MALFORMED -> line.malformed(NO_SOUND);
            case ENDED -> {
                sound.refused();
                yield null;
            }
        };
    }

    /** With the role they have now. A room that is moving is asked again when the next one is due. */
    @Nullable
    Bye renewToken() {
        House house = line.house();
        return house.rooms()
                .glance(room)
                .flatMap(copy -> copy.view().members().stream()
                        .filter(member -> member.id().equals(user))
                        .findFirst())
                .map(you -> line.send(new ServerMessage.Token(house.tokens().issue(room, user, you.role()))))
                .orElse(null);
    }

    Behavior<SessionCommand> thrownOut(Bye bye) {
        if (bye.code().isOfHarm()) {
            costs.harm();
        }
        leave(false);
        return line.goodbye(bye);
    }

    Behavior<SessionCommand> gone(boolean meant) {
        LOG.atLevel(loudness()).log("left room={} user={} meant={}", room, user, meant);
        leave(meant);
        line.out().end(null);
        return meant ? line.leaving() : Behaviors.stopped();
    }

    /** Of visitors come hundreds at a start, who are no news. */
    Level loudness() {
        return user.value().startsWith(House.VISITOR) ? Level.DEBUG : Level.INFO;
    }

    /** The room has let go of them already. */
    Behavior<SessionCommand> ended(Ending ending) {
        sound.end();
        return line.goodbye(Line.byeOf(ending));
    }

    private void leave(boolean meant) {
        sound.end();
        line.house().rooms().leave(room, user, outbox, meant);
    }

    private @Nullable Bye pong(ClientMessage.Ping ping, @Nullable MessageId id, long receivedUs) {
        return line.send(new ServerMessage.Pong(
                id,
                ping.t0(),
                Units.ms(receivedUs),
                Units.ms(line.house().clock().nowUs())));
    }

    private @Nullable Bye history(ClientMessage.ChatHistory asked, @Nullable MessageId id) {
        Optional<NodeCopy> copy = line.house().rooms().glance(room);
        if (copy.isEmpty()) {
            return refuse(Code.UNAVAILABLE, "the room is moving", id);
        }
        long before = asked.before() == null ? Long.MAX_VALUE : asked.before();
        int limit = asked.limit() == null ? HISTORY_LINES_MAX : Math.min(asked.limit(), HISTORY_LINES_MAX);
        return line.send(new ServerMessage.ChatHistory(
                id, ChatPage.before(before, limit, copy.get().view().chat())));
    }

    /** More bytes than there may be: nothing comes of this frame. */
    @Nullable
    Bye tooMuch(Incoming.Frame frame, long waitMs) {
        MessageId id = frame.decoded() instanceof Decoded.Message message ? message.id() : null;
        return rateLimited(id, frame.receivedUs(), waitMs);
    }

    private @Nullable Bye rateLimited(@Nullable MessageId id, long nowUs, long waitMs) {
        if (!line.allowances().mayBeRefused(nowUs)) {
            return Bye.rateLimited("far too much, far too fast", FLOODER_AWAY_MS);
        }
        return notYet("not so fast", id, waitMs);
    }

    private @Nullable Bye notYet(String why, @Nullable MessageId id, long waitMs) {
        line.house().metrics().refused(Code.RATE_LIMITED);
        return line.send(new ServerMessage.Refused(Code.RATE_LIMITED, why, id, waitMs));
    }

    private @Nullable Bye startBroadcast(@Nullable MessageId id, Feed feed) {
        House house = line.house();
        CompletionStage<Outcome<Grant>> asked =
                house.rooms().startBroadcast(room, user, house.ids().broadcast(), feed);
        sound.asks(asked);
        line.context()
                .pipeToSelf(
                        asked,
                        (outcome, fault) -> outcome == null
                                ? new SessionCommand.Failed(id, fault)
                                : new SessionCommand.Granted(id, feed, outcome));
        return null;
    }

    private @Nullable Bye ask(@Nullable MessageId id, CompletionStage<Outcome<Rooms.Done>> asked) {
        return ask(id, asked, SessionCommand.Answered::new);
    }

    private @Nullable Bye talk(@Nullable MessageId id, boolean isLine, CompletionStage<Outcome<Rooms.Done>> asked) {
        return ask(id, asked, (re, outcome) -> new SessionCommand.Talked(re, isLine, outcome));
    }

    private @Nullable Bye ask(
            @Nullable MessageId id,
            CompletionStage<Outcome<Rooms.Done>> asked,
            BiFunction<@Nullable MessageId, Outcome<Rooms.Done>, SessionCommand> answer) {
        line.context()
                .pipeToSelf(
                        asked,
                        (outcome, fault) ->
                                outcome == null ? new SessionCommand.Failed(id, fault) : answer.apply(id, outcome));
        return null;
    }
}
