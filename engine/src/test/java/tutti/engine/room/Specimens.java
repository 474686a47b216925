package tutti.engine.room;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tutti.engine.id.BroadcastId;
import tutti.engine.id.DisplayName;
import tutti.engine.id.InviteId;
import tutti.engine.id.MessageId;
import tutti.engine.id.Network;
import tutti.engine.id.RoomId;
import tutti.engine.id.UserId;
import tutti.engine.room.broadcast.Air;
import tutti.engine.room.broadcast.Broadcast;
import tutti.engine.room.broadcast.Feed;
import tutti.engine.room.broadcast.Playout;
import tutti.engine.room.broadcast.StopReason;
import tutti.engine.room.chat.Author;
import tutti.engine.room.chat.ChatLine;
import tutti.engine.room.chat.ChatLog;
import tutti.engine.room.order.ActivityLog;
import tutti.engine.room.order.Ban;
import tutti.engine.room.order.Control;
import tutti.engine.room.order.Invite;
import tutti.engine.room.order.Order;
import tutti.engine.room.order.OrderEvent;
import tutti.engine.room.presence.Role;
import tutti.engine.room.timeline.Playback;
import tutti.engine.room.timeline.Source;
import tutti.engine.room.timeline.Timeline;

/**
 * One of everything the journal holds, by the name of its golden file. What stands here is what version 1 of the journal
 * means, so a value may get a field more, and never another meaning.
 */
final class Specimens {
    private static final long T0_US = 1_763_700_000_000_000L;
    private static final UserId ANN = new UserId("Ann_0123456789-a");
    private static final UserId BOB = new UserId("bob0123456789abc");
    private static final Source FILM =
            new Source(Source.Kind.VIDEO, "https://media.example/film/master.m3u8", "Friday film", 120_500_000L, false);
    private static final Source TRACK =
            new Source(Source.Kind.TRACK, "/media/track/example.mp3", "Trück ♪", 120_000_000L, true);
    private static final Playback STANDING = Playback.pausedAt(0, T0_US);
    private static final Playback RUNNING = new Playback(true, 5_000_000, T0_US + 150_000, 1.25);
    private static final RoomSettings SETTINGS = new RoomSettings(
            RoomSettings.Control.EVERYONE,
            RoomSettings.ChatMode.SLOW,
            2_500,
            RoomSettings.Latency.STABLE,
            RoomSettings.WaitFor.EVERYONE,
            42);

    static final Broadcast BROADCAST = new Broadcast(
            new BroadcastId("cast-0123456789"),
            Broadcast.EPOCH_MAX,
            BOB,
            new Feed(Feed.Codec.OPUS, 48_000, 2, 128),
            Playout.STABLE,
            "pekko://tutti@10.0.0.1:2552",
            T0_US,
            null);

    static final Invite INVITE = new Invite(new InviteId("invite-0001"), Role.MODERATOR, T0_US / 1_000 + 60_000, 5, 0);

    private static final List<OrderEvent> ORDER = List.of(
            new OrderEvent.InviteMade(ANN, INVITE, T0_US),
            new OrderEvent.InviteRedeemed(BOB, INVITE.id(), Role.MODERATOR, T0_US + 1),
            new OrderEvent.InviteRevoked(ANN, INVITE.id(), T0_US + 2),
            new OrderEvent.ControlAsked(BOB, T0_US + 3),
            new OrderEvent.ControlUnasked(BOB, T0_US + 4),
            new OrderEvent.ControlGranted(ANN, new Control.Lease(BOB, T0_US + 60_000_000), T0_US + 5),
            new OrderEvent.ControlEnded(null, BOB, T0_US + 6),
            new OrderEvent.RoleGiven(ANN, BOB, Role.GUEST, T0_US + 7),
            new OrderEvent.Muted(ANN, BOB, T0_US + 8),
            new OrderEvent.Unmuted(ANN, BOB, T0_US + 9),
            new OrderEvent.Banned(ANN, new Ban(BOB, Ban.Kind.KICK, null, T0_US / 1_000 + 600_000, null), T0_US + 10),
            new OrderEvent.Banned(
                    ANN, new Ban(BOB, Ban.Kind.BAN, new Network("net-0123456789"), null, null), T0_US + 11),
            new OrderEvent.Unbanned(ANN, BOB, T0_US + 12),
            new OrderEvent.Undone(ANN, 7, T0_US + 13));

    static Map<String, RoomEvent> events() {
        Map<String, RoomEvent> events = new LinkedHashMap<>();
        events.put("opened", new RoomEvent.Opened(newRoom(FILM, false), 200, T0_US));
        events.put("opened-with-nothing", new RoomEvent.Opened(newRoom(null, false), 200, T0_US));
        events.put("opened-for-good", new RoomEvent.Opened(newRoom(TRACK, true), 200, T0_US));
        for (Timeline.Reason reason : Timeline.Reason.values()) {
            events.put(
                    "playback-moved-" + reason.name().toLowerCase(java.util.Locale.ROOT),
                    new RoomEvent.PlaybackMoved(ANN, reason, RUNNING, STANDING));
        }
        events.put("playback-moved-by-nobody", new RoomEvent.PlaybackMoved(null, Timeline.Reason.PLAY, RUNNING, null));
        events.put("source-changed", new RoomEvent.SourceChanged(ANN, TRACK, Timeline.Reason.SOURCE, STANDING, null));
        events.put(
                "source-measured", new RoomEvent.SourceChanged(ANN, FILM, Timeline.Reason.WAITING, RUNNING, STANDING));
        events.put("said", new RoomEvent.Said(line(7, new MessageId("c-1"))));
        events.put("said-without-id", new RoomEvent.Said(line(8, null)));
        events.put("line-deleted", new RoomEvent.LineDeleted(ANN, 7, null));
        events.put("settings-changed", new RoomEvent.SettingsChanged(ANN, SETTINGS, null));
        events.put(
                "access-changed",
                new RoomEvent.AccessChanged(
                        ANN,
                        new Access(false, new PasswordHash("$argon2id$v=19$m=1,t=1,p=1$c2FsdA$aGFzaA"), true),
                        T0_US));
        events.put("access-opened", new RoomEvent.AccessChanged(ANN, Access.LISTED, T0_US));
        for (int at = 0; at < ORDER.size(); at++) {
            events.put(
                    "ordered-%02d-%s".formatted(at, ORDER.get(at).getClass().getSimpleName()),
                    new RoomEvent.Ordered(ORDER.get(at)));
        }
        events.put("host-changed", RoomEvent.HostChanged.byItself(BOB, new DisplayName("Bob")));
        events.put("transferred", new RoomEvent.Transferred(ANN, BOB, new DisplayName("Bob"), null));
        events.put("broadcast-started", new RoomEvent.BroadcastStarted(BROADCAST));
        events.put("broadcast-interrupted", new RoomEvent.BroadcastInterrupted(T0_US + 5));
        for (StopReason reason : StopReason.values()) {
            events.put(
                    "broadcast-stopped-"
                            + reason.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'),
                    new RoomEvent.BroadcastStopped(BROADCAST.id(), reason));
        }
        for (CloseReason reason : CloseReason.values()) {
            events.put(
                    "closed-" + reason.name().toLowerCase(java.util.Locale.ROOT),
                    new RoomEvent.Closed(reason, T0_US + 9_000_000));
        }
        return events;
    }

    static Map<String, RoomState> states() {
        ChatLog chat = ChatLog.empty(200).said(line(1, new MessageId("c-1"))).said(line(2, null));
        Timeline timeline = new Timeline(FILM, RUNNING, STANDING, 17, ANN, Timeline.Reason.PLAY);
        OpenRoom open = new OpenRoom(
                new DisplayName("Ann's room"),
                ANN,
                BOB,
                new DisplayName("Bob"),
                Access.LISTED,
                false,
                T0_US / 1_000,
                SETTINGS,
                timeline,
                chat,
                Air.SILENT,
                Order.AT_FIRST,
                ActivityLog.EMPTY);
        Map<String, RoomState> states = new LinkedHashMap<>();
        states.put("state-open", open);
        states.put(
                "state-just-opened", new UnopenedRoom().after(new RoomEvent.Opened(newRoom(null, false), 200, T0_US)));
        states.put("state-on-air", open.after(new RoomEvent.BroadcastStarted(BROADCAST)));
        states.put(
                "state-waiting-for-sound",
                open.after(new RoomEvent.BroadcastStarted(BROADCAST))
                        .after(new RoomEvent.BroadcastInterrupted(T0_US + 5)));
        RoomState ordered = open;
        for (RoomEvent event : List.of(
                new RoomEvent.Ordered(ORDER.get(0)),
                new RoomEvent.Ordered(ORDER.get(1)),
                new RoomEvent.Ordered(ORDER.get(3)),
                new RoomEvent.Ordered(ORDER.get(5)),
                new RoomEvent.Ordered(ORDER.get(8)),
                new RoomEvent.Ordered(ORDER.get(11)),
                new RoomEvent.PlaybackMoved(BOB, Timeline.Reason.SEEK, RUNNING, STANDING))) {
            ordered = ordered.after(event);
        }
        states.put("state-in-order", ordered);
        states.put("state-closed", new ClosedRoom(CloseReason.HOST));
        return states;
    }

    /** What events and states have had to tell since version 2 of the journal: when, by whom, and of whom by what name. */
    static Map<String, Object> since2() {
        DisplayName bobs = new DisplayName("Bob");
        RoomSettings quiet = new RoomSettings(
                SETTINGS.control(),
                RoomSettings.ChatMode.OFF,
                SETTINGS.slowModeMs(),
                SETTINGS.latency(),
                SETTINGS.waitFor(),
                SETTINGS.membersMax());
        Map<String, RoomEvent> events = new LinkedHashMap<>();
        events.put("line-deleted-at", new RoomEvent.LineDeleted(ANN, 1, T0_US + 20));
        events.put("settings-changed-at", new RoomEvent.SettingsChanged(BOB, quiet, T0_US + 21));
        events.put(
                "banned-by-name",
                new RoomEvent.Ordered(new OrderEvent.Banned(
                        ANN, new Ban(BOB, Ban.Kind.BAN, new Network("net-0123456789"), null, bobs), T0_US + 22)));
        events.put(
                "kicked-by-name",
                new RoomEvent.Ordered(new OrderEvent.Banned(
                        ANN, new Ban(BOB, Ban.Kind.KICK, null, T0_US / 1_000 + 600_000, bobs), T0_US + 23)));
        events.put("host-changed-by", new RoomEvent.HostChanged(ANN, new DisplayName("Ann"), BOB, T0_US + 24));
        events.put("transferred-at", new RoomEvent.Transferred(ANN, BOB, bobs, T0_US + 25));
        RoomState all = states().get("state-open");
        for (RoomEvent event : events.values()) {
            all = all.after(event);
        }
        Map<String, Object> since = new LinkedHashMap<>(events);
        since.put("state-with-deeds", all);
        return since;
    }

    static ChatLine line(long seq, @Nullable MessageId clientId) {
        Author bob = new Author(BOB, new DisplayName("Bob <b>&"), Role.GUEST);
        return new ChatLine(seq, bob, "schön \"hier\" 🎬", T0_US + seq, 5_000_000, clientId);
    }

    static NewRoom newRoom(@Nullable Source source, boolean permanent) {
        return new NewRoom(
                new RoomId("abcdefghjk"),
                new DisplayName("Ann's room"),
                ANN,
                source,
                Access.of(false),
                SETTINGS,
                permanent);
    }

    private Specimens() {}
}
