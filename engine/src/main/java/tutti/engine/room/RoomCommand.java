package tutti.engine.room;

import java.util.List;
import java.util.Objects;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;
import tutti.engine.id.BroadcastId;
import tutti.engine.id.InviteId;
import tutti.engine.id.MessageId;
import tutti.engine.id.UserId;
import tutti.engine.room.broadcast.Feed;
import tutti.engine.room.order.Invite;
import tutti.engine.room.presence.Newcomer;
import tutti.engine.room.presence.Pass;
import tutti.engine.room.presence.Role;
import tutti.engine.room.timeline.Anchor;
import tutti.engine.room.timeline.Source;

/** What a room is asked: by members (through {@code Rooms}), and by the channels of the nodes they are on. */
public sealed interface RoomCommand {

    /** Answered once: after what it changes is on disk. */
    sealed interface Asked extends RoomCommand {
        ActorRef<RoomReply> replyTo();
    }

    sealed interface OfMember extends Asked {
        UserId by();
    }

    record Open(NewRoom room, ActorRef<RoomReply> replyTo) implements Asked {}

    record Play(UserId by, ActorRef<RoomReply> replyTo) implements OfMember {}

    record Pause(UserId by, ActorRef<RoomReply> replyTo) implements OfMember {}

    record Seek(UserId by, long mediaUs, ActorRef<RoomReply> replyTo) implements OfMember {}

    record ChangeRate(UserId by, double rate, ActorRef<RoomReply> replyTo) implements OfMember {}

    record ChangeSource(UserId by, Source source, ActorRef<RoomReply> replyTo) implements OfMember {}

    record Say(UserId by, @Nullable MessageId clientId, String text, ActorRef<RoomReply> replyTo) implements OfMember {}

    record React(UserId by, String emoji, ActorRef<RoomReply> replyTo) implements OfMember {}

    record MarkReady(UserId by, boolean ready, ActorRef<RoomReply> replyTo) implements OfMember {}

    record ChangeSettings(UserId by, SettingsPatch patch, ActorRef<RoomReply> replyTo) implements OfMember {}

    /** Gives the room away: `to` is its owner from then on, and who asked is a guest. */
    record Transfer(UserId by, UserId to, ActorRef<RoomReply> replyTo) implements OfMember {}

    record DeleteLine(UserId by, long seq, ActorRef<RoomReply> replyTo) implements OfMember {}

    /**
     * Answered with {@link RoomReply.Granted}. `broadcast` is the name of a new one; who resumes is granted the name it has.
     * `origin` is the node that takes the upload.
     */
    record StartBroadcast(UserId by, BroadcastId broadcast, Feed feed, String origin, ActorRef<RoomReply> replyTo)
            implements OfMember {}

    record StopBroadcast(UserId by, ActorRef<RoomReply> replyTo) implements OfMember {}

    /** Also asked by a host who is not in the room. */
    sealed interface OfAccess extends OfMember {}

    record ChangeAccess(UserId by, AccessPatch patch, ActorRef<RoomReply> replyTo) implements OfAccess {}

    record MakeInvite(UserId by, Invite invite, ActorRef<RoomReply> replyTo) implements OfAccess {}

    record RevokeInvite(UserId by, InviteId invite, ActorRef<RoomReply> replyTo) implements OfAccess {}

    /** Somebody new, whose link was found to be one of ours; answered with {@link RoomReply.Invited}. */
    record RedeemInvite(InviteId invite, UserId user, ActorRef<RoomReply> replyTo) implements Asked {}

    /** Who may do what, and who must go. */
    sealed interface OfOrder extends OfMember {}

    record RequestControl(UserId by, ActorRef<RoomReply> replyTo) implements OfOrder {}

    record ReleaseControl(UserId by, ActorRef<RoomReply> replyTo) implements OfOrder {}

    /** `forUs` is null for until it is given back or taken. */
    record GrantControl(UserId by, UserId to, @Nullable Long forUs, ActorRef<RoomReply> replyTo) implements OfOrder {}

    /** From its holder, or from who asked for it. */
    record RevokeControl(UserId by, UserId to, ActorRef<RoomReply> replyTo) implements OfOrder {}

    record GiveRole(UserId by, UserId to, Role role, ActorRef<RoomReply> replyTo) implements OfOrder {}

    record Mute(UserId by, UserId user, ActorRef<RoomReply> replyTo) implements OfOrder {}

    record Unmute(UserId by, UserId user, ActorRef<RoomReply> replyTo) implements OfOrder {}

    record Kick(UserId by, UserId user, ActorRef<RoomReply> replyTo) implements OfOrder {}

    /** `wholeNetwork`: nobody from where they come from either. `forMs` is null for ever. */
    record BanMember(
            UserId by,
            UserId user,
            boolean wholeNetwork,
            @Nullable Long forMs,
            ActorRef<RoomReply> replyTo) implements OfOrder {}

    record Unban(UserId by, UserId user, ActorRef<RoomReply> replyTo) implements OfOrder {}

    record Undo(UserId by, long entry, ActorRef<RoomReply> replyTo) implements OfOrder {}

    record Close(UserId by, ActorRef<RoomReply> replyTo) implements OfMember {}

    /** From the node that took the upload of that epoch: it broke off. */
    record LoseFeed(BroadcastId broadcast, long epoch) implements RoomCommand {}

    /** From the directory's caretaker. A room that is not empty after all refuses. */
    record CloseIfEmpty(ActorRef<RoomReply> replyTo) implements Asked {}

    /**
     * A channel is there, with these members; answered with {@link RoomToChannel.Attached}. Repeating it is harmless. Those
     * who are `waiting` have been asked in and may be in by now: whoever is stays. `anchor`, in the clock of the room's node:
     * by what its members go on who heard the timeline before the room was brought up here; null when none did.
     */
    record Attach(
            ActorRef<RoomToChannel> channel,
            List<Newcomer> members,
            List<UserId> waiting,
            @Nullable Anchor anchor) implements RoomCommand {}

    /** Answered with {@link RoomToChannel.Admitted} or {@link RoomToChannel.Turned}. */
    record Admit(ActorRef<RoomToChannel> channel, Newcomer newcomer, Pass pass, long ticket) implements RoomCommand {
        public Admit {
            // A node of before there were passes has checked nothing.
            pass = Objects.requireNonNullElse(pass, Pass.NOTHING);
        }
    }

    record Depart(ActorRef<RoomToChannel> channel, UserId userId) implements RoomCommand {}

    /**
     * Each second from each channel: keeps the room awake and the channel's members present, and carries one NTP-style
     * exchange. `rttP95Us` is the slow end of what the channel's members report, from which the room takes its lead.
     */
    record Beat(ActorRef<RoomToChannel> channel, int memberCount, long rttP95Us, long sentUs) implements RoomCommand {}

    /** To itself: the actor behind the channel is gone. */
    record ChannelGone(ActorRef<RoomToChannel> channel) implements RoomCommand {}

    /** To itself, each second: who has gone silent, what has waited long enough? */
    enum Tick implements RoomCommand {
        TICK
    }
}
