package tutti.engine;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.jspecify.annotations.Nullable;
import tutti.engine.audio.Broadcasts;
import tutti.engine.audio.SoundFormat;
import tutti.engine.channel.Channels;
import tutti.engine.channel.Glance;
import tutti.engine.channel.MemberReport;
import tutti.engine.channel.Outbox;
import tutti.engine.channel.Sight;
import tutti.engine.directory.Directory;
import tutti.engine.directory.DirectoryException;
import tutti.engine.directory.RoomPage;
import tutti.engine.id.BroadcastId;
import tutti.engine.id.InviteId;
import tutti.engine.id.MessageId;
import tutti.engine.id.RoomId;
import tutti.engine.id.UserId;
import tutti.engine.room.AccessPatch;
import tutti.engine.room.NewRoom;
import tutti.engine.room.Refusal;
import tutti.engine.room.RoomCommand;
import tutti.engine.room.RoomEntity;
import tutti.engine.room.RoomReply;
import tutti.engine.room.SettingsPatch;
import tutti.engine.room.broadcast.Feed;
import tutti.engine.room.broadcast.Grant;
import tutti.engine.room.order.Invite;
import tutti.engine.room.presence.Arrival;
import tutti.engine.room.presence.Role;
import tutti.engine.room.timeline.Source;

/**
 * The only door to the rooms. Every stage completes within the ask timeout: an unreachable room is the refusal
 * `unavailable`, so nothing here hangs. Instants in what comes back are this node's clock's.
 */
public final class Rooms {
    private static final Outcome<Done> DONE = new Outcome.Ok<>(Done.DONE);
    private static final String UNREACHABLE = "the room cannot be reached at the moment, try again";

    private static final String NO_PLACE_FOR_RAW = "no more sound can be encoded here at the moment, try again";

    private final ClusterSharding sharding;
    private final Channels channels;
    private final Directory directory;
    private final Broadcasts broadcasts;
    private final Duration askTimeout;

    Rooms(
            ClusterSharding sharding,
            Channels channels,
            Directory directory,
            Broadcasts broadcasts,
            Duration askTimeout) {
        this.sharding = sharding;
        this.channels = channels;
        this.directory = directory;
        this.broadcasts = broadcasts;
        this.askTimeout = askTimeout;
    }

    /** Durable when the stage completes with Ok: with the instant the room is there since, in ms of the wall clock. */
    public CompletionStage<Outcome<Long>> open(NewRoom room) {
        return ask(room.id(), replyTo -> new RoomCommand.Open(room, replyTo), reply -> switch (reply) {
            case RoomReply.Opened opened -> new Outcome.Ok<>(opened.atMs());
            case RoomReply.Invited other -> throw new IllegalStateException("a room was opened with " + other);
            case RoomReply.Accepted other -> throw new IllegalStateException("a room was opened with " + other);
            case RoomReply.Granted other -> throw new IllegalStateException("a room was opened with " + other);
            case RoomReply.Refused refused -> new Outcome.Refused<>(refused.refusal(), refused.why());
        });
    }

    /** Asks for a seat. The answer goes to the outbox: `seated`, or `ended` with the refusal. */
    public void enter(RoomId room, Arrival arrival, Outbox outbox) {
        channels.enter(room, arrival, outbox);
    }

    /** The member's socket is gone. `meant`: they said goodbye; else their place is kept for a moment, for a reload. */
    public void leave(RoomId room, UserId user, Outbox outbox, boolean meant) {
        channels.leave(room, user, outbox, meant);
    }

    public void report(RoomId room, UserId user, MemberReport report) {
        channels.report(room, user, report);
    }

    public CompletionStage<Outcome<Done>> play(RoomId room, UserId by) {
        return ask(room, replyTo -> new RoomCommand.Play(by, replyTo));
    }

    public CompletionStage<Outcome<Done>> pause(RoomId room, UserId by) {
        return ask(room, replyTo -> new RoomCommand.Pause(by, replyTo));
    }

    public CompletionStage<Outcome<Done>> seek(RoomId room, UserId by, long mediaUs) {
        return ask(room, replyTo -> new RoomCommand.Seek(by, mediaUs, replyTo));
    }

    public CompletionStage<Outcome<Done>> changeRate(RoomId room, UserId by, double rate) {
        return ask(room, replyTo -> new RoomCommand.ChangeRate(by, rate, replyTo));
    }

    public CompletionStage<Outcome<Done>> changeSource(RoomId room, UserId by, Source source) {
        return ask(room, replyTo -> new RoomCommand.ChangeSource(by, source, replyTo));
    }

    /** Ok: the line is on disk. The same `clientId` within ten minutes is Ok again and not a second line. */
    public CompletionStage<Outcome<Done>> say(RoomId room, UserId by, @Nullable MessageId clientId, String text) {
        return ask(room, replyTo -> new RoomCommand.Say(by, clientId, text, replyTo));
    }

    public CompletionStage<Outcome<Done>> react(RoomId room, UserId by, String emoji) {
        return ask(room, replyTo -> new RoomCommand.React(by, emoji, replyTo));
    }

    public CompletionStage<Outcome<Done>> markReady(RoomId room, UserId by, boolean ready) {
        return ask(room, replyTo -> new RoomCommand.MarkReady(by, ready, replyTo));
    }

    public CompletionStage<Outcome<Done>> changeSettings(RoomId room, UserId by, SettingsPatch patch) {
        return ask(room, replyTo -> new RoomCommand.ChangeSettings(by, patch, replyTo));
    }

    /** `to` becomes host and owner; `by` is a guest from then on. */
    public CompletionStage<Outcome<Done>> transfer(RoomId room, UserId by, UserId to) {
        return ask(room, replyTo -> new RoomCommand.Transfer(by, to, replyTo));
    }

    public CompletionStage<Outcome<Done>> deleteLine(RoomId room, UserId by, long seq) {
        return ask(room, replyTo -> new RoomCommand.DeleteLine(by, seq, replyTo));
    }

    public CompletionStage<Outcome<Done>> changeAccess(RoomId room, UserId by, AccessPatch patch) {
        return ask(room, replyTo -> new RoomCommand.ChangeAccess(by, patch, replyTo));
    }

    public CompletionStage<Outcome<Done>> makeInvite(RoomId room, UserId by, Invite invite) {
        return ask(room, replyTo -> new RoomCommand.MakeInvite(by, invite, replyTo));
    }

    public CompletionStage<Outcome<Done>> revokeInvite(RoomId room, UserId by, InviteId invite) {
        return ask(room, replyTo -> new RoomCommand.RevokeInvite(by, invite, replyTo));
    }

    /** Ok: the invite counts for one more, and `user` has this role. */
    public CompletionStage<Outcome<Role>> redeemInvite(RoomId room, InviteId invite, UserId user) {
        return ask(room, replyTo -> new RoomCommand.RedeemInvite(invite, user, replyTo), reply -> switch (reply) {
            case RoomReply.Invited invited -> new Outcome.Ok<>(invited.role());
            case RoomReply.Refused refused -> new Outcome.Refused<>(refused.refusal(), refused.why());
            case RoomReply.Accepted other -> throw new IllegalStateException("an invite was answered with " + other);
            case RoomReply.Granted other -> throw new IllegalStateException("an invite was answered with " + other);
            case RoomReply.Opened other -> throw new IllegalStateException("an invite was answered with " + other);
        });
    }

    public CompletionStage<Outcome<Done>> requestControl(RoomId room, UserId by) {
        return ask(room, replyTo -> new RoomCommand.RequestControl(by, replyTo));
    }

    /** Or asks for it no more. */
    public CompletionStage<Outcome<Done>> releaseControl(RoomId room, UserId by) {
        return ask(room, replyTo -> new RoomCommand.ReleaseControl(by, replyTo));
    }

    /** `time` is null for until it is given back or taken. */
    public CompletionStage<Outcome<Done>> grantControl(RoomId room, UserId by, UserId to, @Nullable Duration time) {
        Long forUs = time == null ? null : time.toNanos() / 1_000;
        return ask(room, replyTo -> new RoomCommand.GrantControl(by, to, forUs, replyTo));
    }

    public CompletionStage<Outcome<Done>> revokeControl(RoomId room, UserId by, UserId to) {
        return ask(room, replyTo -> new RoomCommand.RevokeControl(by, to, replyTo));
    }

    public CompletionStage<Outcome<Done>> giveRole(RoomId room, UserId by, UserId to, Role role) {
        return ask(room, replyTo -> new RoomCommand.GiveRole(by, to, role, replyTo));
    }

    public CompletionStage<Outcome<Done>> mute(RoomId room, UserId by, UserId user) {
        return ask(room, replyTo -> new RoomCommand.Mute(by, user, replyTo));
    }

    public CompletionStage<Outcome<Done>> unmute(RoomId room, UserId by, UserId user) {
        return ask(room, replyTo -> new RoomCommand.Unmute(by, user, replyTo));
    }

    public CompletionStage<Outcome<Done>> kick(RoomId room, UserId by, UserId user) {
        return ask(room, replyTo -> new RoomCommand.Kick(by, user, replyTo));
    }

    /** `time` is null for ever. */
    public CompletionStage<Outcome<Done>> ban(
            RoomId room, UserId by, UserId user, boolean wholeNetwork, @Nullable Duration time) {
        Long forMs = time == null ? null : time.toMillis();
        return ask(room, replyTo -> new RoomCommand.BanMember(by, user, wholeNetwork, forMs, replyTo));
    }

    public CompletionStage<Outcome<Done>> unban(RoomId room, UserId by, UserId user) {
        return ask(room, replyTo -> new RoomCommand.Unban(by, user, replyTo));
    }

    /** `entry` is a number of the log of who did what. */
    public CompletionStage<Outcome<Done>> undo(RoomId room, UserId by, long entry) {
        return ask(room, replyTo -> new RoomCommand.Undo(by, entry, replyTo));
    }

    /** Ok: who asked may send to this node, and nobody to any other. `broadcast` is the name for a new one. */
    public CompletionStage<Outcome<Grant>> startBroadcast(RoomId room, UserId by, BroadcastId broadcast, Feed feed) {
        if (!broadcasts.takes(room, codec(feed))) {
            return CompletableFuture.completedFuture(new Outcome.Refused<>(Refusal.UNAVAILABLE, NO_PLACE_FOR_RAW));
        }
        return ask(
                room,
                replyTo -> new RoomCommand.StartBroadcast(by, broadcast, feed, broadcasts.here(), replyTo),
                reply -> switch (reply) {
                    case RoomReply.Granted granted -> new Outcome.Ok<>(granted.grant());
                    case RoomReply.Refused refused -> new Outcome.Refused<>(refused.refusal(), refused.why());
                    case RoomReply.Invited other -> throw new IllegalStateException("a broadcast began with " + other);
                    case RoomReply.Accepted other -> throw new IllegalStateException("a broadcast began with " + other);
                    case RoomReply.Opened other -> throw new IllegalStateException("a broadcast began with " + other);
                });
    }

    private static SoundFormat.Codec codec(Feed feed) {
        return switch (feed.codec()) {
            case OPUS -> SoundFormat.Codec.OPUS;
            case PCM -> SoundFormat.Codec.PCM;
        };
    }

    public CompletionStage<Outcome<Done>> stopBroadcast(RoomId room, UserId by) {
        return ask(room, replyTo -> new RoomCommand.StopBroadcast(by, replyTo));
    }

    /** The upload of that grant broke off here: the room waits for its host. Should this get lost, the room sees the host go. */
    public void loseFeed(RoomId room, Grant grant) {
        sharding.entityRefFor(RoomEntity.TYPE, room.value())
                .tell(new RoomCommand.LoseFeed(grant.broadcast(), grant.epoch()));
    }

    public CompletionStage<Outcome<Done>> close(RoomId room, UserId by) {
        return ask(room, replyTo -> new RoomCommand.Close(by, replyTo));
    }

    /** This node's copy of the room if it has one, at once and without asking anybody: cheap enough for `/status`. */
    public Optional<NodeCopy> glance(RoomId room) {
        return channels.glance(room).map(Rooms::copyOf);
    }

    /** As glance, but brings the room's channel up here if need be. Both keep the channel here for a while. */
    public CompletionStage<Outcome<NodeCopy>> look(RoomId room) {
        return channels.look(room).thenApply(sight -> switch (sight) {
            case Sight.Seen seen -> new Outcome.Ok<>(copyOf(seen.glance()));
            case Sight.Unseen unseen -> new Outcome.Refused<>(unseen.refusal(), why(unseen.refusal()));
        });
    }

    /** Open, listed rooms, newest first. `after` is a page's `next`. */
    public CompletionStage<Outcome<RoomPage>> list(int limit, @Nullable String after) {
        return directory
                .list(limit, after)
                .<Outcome<RoomPage>>thenApply(Outcome.Ok::new)
                .toCompletableFuture()
                .orTimeout(askTimeout.toMillis(), MILLISECONDS)
                .exceptionallyCompose(fault -> isAway(fault) || isAway(fault.getCause())
                        ? CompletableFuture.completedFuture(
                                new Outcome.Refused<>(Refusal.UNAVAILABLE, "the list cannot be read at the moment"))
                        : CompletableFuture.failedFuture(fault));
    }

    private static boolean isAway(@Nullable Throwable fault) {
        return fault instanceof TimeoutException || fault instanceof DirectoryException;
    }

    private CompletionStage<Outcome<Done>> ask(RoomId room, Function<ActorRef<RoomReply>, RoomCommand> command) {
        return ask(room, command, reply -> switch (reply) {
            case RoomReply.Accepted accepted -> DONE;
            case RoomReply.Invited other -> throw new IllegalStateException("a command was answered with " + other);
            case RoomReply.Granted other -> throw new IllegalStateException("a command was answered with " + other);
            case RoomReply.Opened other -> throw new IllegalStateException("a command was answered with " + other);
            case RoomReply.Refused refused -> new Outcome.Refused<>(refused.refusal(), refused.why());
        });
    }

    private <T> CompletionStage<Outcome<T>> ask(
            RoomId room,
            Function<ActorRef<RoomReply>, RoomCommand> command,
            Function<RoomReply, Outcome<T>> understood) {
        return sharding.entityRefFor(RoomEntity.TYPE, room.value())
                .<RoomReply>ask(command::apply, askTimeout)
                .thenApply(understood)
                .exceptionallyCompose(failure -> isAway(failure) || isAway(failure.getCause())
                        ? CompletableFuture.completedFuture(new Outcome.Refused<>(Refusal.UNAVAILABLE, UNREACHABLE))
                        : CompletableFuture.failedFuture(failure));
    }

    private static NodeCopy copyOf(Glance glance) {
        return new NodeCopy(glance.view(), glance.figures());
    }

    private static String why(Refusal refusal) {
        return switch (refusal) {
            case ROOM_NOT_FOUND -> "there is no such room";
            case ROOM_CLOSED -> "the room is closed";
            case ROOM_FULL -> "the room is full";
            case WRONG_PASSWORD -> "the room asks for another password";
            case KICKED, BANNED -> "the room does not let you in";
            case UNAVAILABLE -> UNREACHABLE;
            case BAD_MESSAGE, EXPIRED, MUTED, NOT_ALLOWED, NOT_JOINED, RATE_LIMITED -> refusal.code();
        };
    }

    /** Nothing more to say than that it was done. */
    public enum Done {
        DONE
    }
}
