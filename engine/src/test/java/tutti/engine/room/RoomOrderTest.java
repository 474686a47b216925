package tutti.engine.room;

import static org.assertj.core.api.Assertions.assertThat;
import static tutti.engine.room.TestRoom.ACCEPTED;
import static tutti.engine.room.TestRoom.ANN;
import static tutti.engine.room.TestRoom.BOB;
import static tutti.engine.room.TestRoom.CAT;
import static tutti.engine.room.TestRoom.refusal;

import java.time.Duration;
import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.persistence.testkit.javadsl.EventSourcedBehaviorTestKit.CommandResultWithReply;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tutti.engine.id.Network;
import tutti.engine.id.UserId;
import tutti.engine.room.chat.Pace;
import tutti.engine.room.order.Ban;
import tutti.engine.room.order.Control;
import tutti.engine.room.order.Deed;
import tutti.engine.room.order.Entry;
import tutti.engine.room.order.Order;
import tutti.engine.room.order.OrderEvent;
import tutti.engine.room.presence.Newcomer;
import tutti.engine.room.presence.Pass;
import tutti.engine.room.presence.Presence;
import tutti.engine.room.presence.Role;
import tutti.engine.room.timeline.Cue;
import tutti.engine.room.timeline.Source;

@DisplayName("A room, to keep order,")
class RoomOrderTest {
    private static final ActorTestKit ACTORS = ActorTestKit.create("order", TestRoom.CONFIG);
    private static final Network SCHOOL = new Network("net-of-a-school");

    private final TestRoom room = new TestRoom(ACTORS);

    @AfterAll
    static void stop() {
        ACTORS.shutdownTestKit();
    }

    @Test
    void lends_control_to_who_asked_for_it_until_the_time_is_up() {
        openedWithThree(RoomSettings.Control.GRANTED);
        assertThat(refusal(pause(BOB))).isEqualTo(Refusal.NOT_ALLOWED);

        room.asked(BOB, RoomCommand.RequestControl::new);
        room.asked(CAT, RoomCommand.RequestControl::new);
        assertThat(control().requests()).containsExactly(BOB, CAT);
        grant(BOB, Duration.ofSeconds(30));

        assertThat(play(BOB).reply()).isEqualTo(ACCEPTED);
        assertThat(refusal(pause(CAT))).isEqualTo(Refusal.NOT_ALLOWED);
        assertThat(pause(ANN).reply()).isEqualTo(ACCEPTED);
        room.secondsPass(31, room.east);
        assertThat(refusal(play(BOB))).isEqualTo(Refusal.NOT_ALLOWED);
        assertThat(control()).isEqualTo(new Control(null, List.of(CAT)));
    }

    @Test
    void tells_everyone_who_asks_and_who_has_control() {
        openedWithThree(RoomSettings.Control.GRANTED);
        room.hearAll(room.east);

        room.asked(BOB, RoomCommand.RequestControl::new);
        assertThat(moved()).satisfies(asked -> {
            assertThat(asked.asks().id()).isEqualTo(BOB);
            assertThat(asked.control().requests()).containsExactly(BOB);
        });
        grant(BOB, null);
        assertThat(moved().control()).isEqualTo(new Control(new Control.Lease(BOB, null), List.of()));
        room.asked(BOB, RoomCommand.ReleaseControl::new);
        assertThat(moved()).isEqualTo(new RoomNews.ControlMoved(Control.HOSTS, null));
    }

    @Test
    void takes_control_back_when_the_host_wants_it_or_its_holder_is_gone() {
        openedWithThree(RoomSettings.Control.GRANTED);
        room.secondsPass(4, room.east);
        grant(BOB, null);
        room.asked(ANN, (by, to) -> new RoomCommand.RevokeControl(by, BOB, to));
        assertThat(refusal(play(BOB))).isEqualTo(Refusal.NOT_ALLOWED);

        grant(CAT, null);
        room.leave(room.east, CAT);

        assertThat(control()).isEqualTo(Control.HOSTS);
    }

    @Test
    void is_not_asked_for_control_by_one_without_end() {
        openedWithThree(RoomSettings.Control.GRANTED);

        for (int each = 0; each < Budget.AT_ONCE; each++) {
            assertThat(room.asked(BOB, RoomCommand.RequestControl::new).reply()).isEqualTo(ACCEPTED);
            room.asked(BOB, RoomCommand.ReleaseControl::new);
        }

        assertThat(refusal(room.asked(BOB, RoomCommand.RequestControl::new))).isEqualTo(Refusal.RATE_LIMITED);
        assertThat(room.asked(CAT, RoomCommand.RequestControl::new).reply()).isEqualTo(ACCEPTED);
        room.secondsPass(9, room.east);
        assertThat(room.asked(BOB, RoomCommand.RequestControl::new).reply()).isEqualTo(ACCEPTED);
    }

    @Test
    void has_no_control_for_the_asking_where_it_is_the_hosts_alone() {
        openedWithThree(RoomSettings.Control.HOST);

        assertThat(refusal(room.asked(BOB, RoomCommand.RequestControl::new))).isEqualTo(Refusal.NOT_ALLOWED);
        assertThat(refusal(grant(BOB, null))).isEqualTo(Refusal.NOT_ALLOWED);
    }

    @Test
    void lends_nothing_any_more_when_the_host_wants_control_alone() {
        openedWithThree(RoomSettings.Control.GRANTED);
        grant(BOB, null);
        room.asked(CAT, RoomCommand.RequestControl::new);

        room.set(ANN, new SettingsPatch(RoomSettings.Control.HOST, null, null, null, null, null));
        assertThat(refusal(play(BOB))).isEqualTo(Refusal.NOT_ALLOWED);
        room.secondsPass(1, room.east);

        assertThat(control()).isEqualTo(Control.HOSTS);
    }

    @Test
    void lends_control_by_nobody_but_the_host() {
        openedWithThree(RoomSettings.Control.GRANTED);
        moderator(BOB);

        assertThat(refusal(room.asked(BOB, (by, to) -> new RoomCommand.GrantControl(by, CAT, null, to))))
                .isEqualTo(Refusal.NOT_ALLOWED);
        assertThat(refusal(room.asked(BOB, (by, to) -> new RoomCommand.RevokeControl(by, CAT, to))))
                .isEqualTo(Refusal.NOT_ALLOWED);
        assertThat(refusal(room.asked(BOB, (by, to) -> new RoomCommand.GiveRole(by, CAT, Role.MODERATOR, to))))
                .isEqualTo(Refusal.NOT_ALLOWED);
    }

    @Test
    void lets_everyone_pause_and_seek_but_no_one_all_the_time() {
        openedWithThree(RoomSettings.Control.EVERYONE);

        for (int times = 0; times < Budget.AT_ONCE; times++) {
            assertThat(seek(BOB, times).reply()).isEqualTo(ACCEPTED);
        }

        assertThat(refusal(seek(BOB, 99))).isEqualTo(Refusal.RATE_LIMITED);
        assertThat(play(BOB).reply()).isEqualTo(ACCEPTED);
        assertThat(seek(CAT, 50).reply()).isEqualTo(ACCEPTED);
        assertThat(seek(ANN, 51).reply()).isEqualTo(ACCEPTED);
        room.clock.pass(Duration.ofSeconds(8));
        assertThat(pause(BOB).reply()).isEqualTo(ACCEPTED);
        assertThat(refusal(seek(BOB, 52))).isEqualTo(Refusal.RATE_LIMITED);
    }

    @Test
    void takes_no_line_and_no_reaction_of_the_muted() {
        openedWithThree(RoomSettings.Control.HOST);
        moderator(CAT);

        room.asked(CAT, (by, to) -> new RoomCommand.Mute(by, BOB, to));

        assertThat(refusal(room.say(BOB, null, "hello?"))).isEqualTo(Refusal.MUTED);
        assertThat(refusal(room.asked(BOB, (by, to) -> new RoomCommand.React(by, "🎉", to))))
                .isEqualTo(Refusal.MUTED);
        assertThat(room.view().members()).filteredOn(member -> member.muted()).hasSize(1);
        room.asked(ANN, (by, to) -> new RoomCommand.Unmute(by, BOB, to));
        assertThat(room.say(BOB, null, "thanks").reply()).isEqualTo(ACCEPTED);
    }

    @Test
    void shows_out_whom_it_kicks_and_lets_them_in_again_after_a_while() {
        openedWithThree(RoomSettings.Control.HOST);
        room.hearAll(room.east);

        room.asked(ANN, (by, to) -> new RoomCommand.Kick(by, BOB, to));

        assertThat(room.hearAll(room.east)).contains(new RoomToChannel.Expelled(BOB, Refusal.KICKED));
        assertThat(room.view().members()).hasSize(2);
        assertThat(enter(BOB, null)).isEqualTo(Refusal.KICKED);
        room.secondsPass(1, room.east);
        room.clock.pass(Duration.ofMinutes(10));
        assertThat(enter(BOB, null)).isNull();
    }

    @Test
    void lets_in_at_once_whom_it_kicked_by_mistake() {
        openedWithThree(RoomSettings.Control.HOST);
        room.asked(ANN, (by, to) -> new RoomCommand.Kick(by, BOB, to));

        undo(ANN, last().number());

        assertThat(enter(BOB, null)).isNull();
        assertThat(last()).extracting(Entry::deed).isEqualTo(Deed.UNBAN);
    }

    @Test
    void bans_for_good_and_a_whole_network_if_need_be() {
        openedWithThree(RoomSettings.Control.HOST);
        UserId dan = new UserId("dan-the-guest");
        UserId eve = new UserId("eve-the-guest");
        enter(dan, SCHOOL);
        enter(eve, SCHOOL);
        room.hearAll(room.west);

        room.asked(ANN, (by, to) -> new RoomCommand.BanMember(by, dan, true, null, to));

        assertThat(room.hearAll(room.west))
                .contains(
                        new RoomToChannel.Expelled(dan, Refusal.BANNED),
                        new RoomToChannel.Expelled(eve, Refusal.BANNED));
        assertThat(enter(new UserId("dan-once-more"), SCHOOL)).isEqualTo(Refusal.BANNED);
        assertThat(enter(new UserId("fay-from-home"), new Network("another-network")))
                .isNull();
        room.clock.pass(Duration.ofDays(400));
        assertThat(enter(dan, null)).isEqualTo(Refusal.BANNED);
        room.asked(ANN, (by, to) -> new RoomCommand.Unban(by, dan, to));
        assertThat(enter(eve, SCHOOL)).isNull();
    }

    /** The copies that nodes have, which answer over HTTP, say the same as the room at its door. */
    @Test
    void bans_its_owner_from_nowhere_by_a_ban_of_who_stands_in() {
        room.openedWithAnnAndBob();
        UserId dan = new UserId("dan-the-guest");
        enter(dan, SCHOOL);
        room.leave(room.east, ANN);
        room.secondsPass(20, room.east, room.west);
        assertThat(room.room().host()).isEqualTo(BOB);

        room.asked(BOB, (by, to) -> new RoomCommand.BanMember(by, dan, true, null, to));

        RoomView copy = room.view();
        long nowMs = room.clock.nowMs();
        assertThat(copy.banOn(ANN, SCHOOL, nowMs)).isEmpty();
        assertThat(copy.banOn(BOB, SCHOOL, nowMs)).isEmpty();
        assertThat(copy.banOn(CAT, SCHOOL, nowMs)).isPresent();
        assertThat(enter(ANN, SCHOOL)).isNull();
    }

    @Test
    void bans_again_when_of_too_many_bans_the_time_is_up() {
        RoomState full = new UnopenedRoom()
                .after(new RoomEvent.Opened(TestRoom.annsRoom(TestRoom.FILM, false), 50, TestRoom.T0_US));
        for (int each = 0; each < Order.BANS_MAX; each++) {
            full = full.after(bannedForAMinute(new UserId("troll-" + each)));
        }

        assertThat(banned((OpenRoom) full, TestRoom.T0_US + 59_000_000)).isInstanceOf(Verdict.Refused.class);
        assertThat(banned((OpenRoom) full, TestRoom.T0_US + 60_000_000)).isInstanceOf(Verdict.Agreed.class);
    }

    @Test
    void does_not_ban_a_moderator_with_the_others_of_a_network() {
        openedWithThree(RoomSettings.Control.HOST);
        UserId dan = new UserId("dan-the-guest");
        UserId eve = new UserId("eve-the-guest");
        enter(dan, SCHOOL);
        enter(eve, SCHOOL);
        moderator(eve);

        room.asked(ANN, (by, to) -> new RoomCommand.BanMember(by, dan, true, null, to));

        assertThat(room.hearAll(room.west)).doesNotContain(new RoomToChannel.Expelled(eve, Refusal.BANNED));
        assertThat(enter(eve, SCHOOL)).isNull();
    }

    @Test
    void does_not_take_back_who_was_banned_while_it_was_away() {
        openedWithThree(RoomSettings.Control.HOST);
        room.asked(ANN, (by, to) -> new RoomCommand.BanMember(by, BOB, false, 60_000L, to));
        room.kit.restart();

        room.attach(room.east, ANN, BOB, CAT);

        assertThat(room.hearAll(room.east)).contains(new RoomToChannel.Expelled(BOB, Refusal.BANNED));
        assertThat(room.view().members()).hasSize(2);
    }

    @Test
    void protects_its_host_and_moderators_from_each_other_and_from_guests() {
        openedWithThree(RoomSettings.Control.HOST);
        moderator(BOB);

        assertThat(refusal(room.asked(BOB, (by, to) -> new RoomCommand.Kick(by, ANN, to))))
                .isEqualTo(Refusal.NOT_ALLOWED);
        assertThat(refusal(room.asked(CAT, (by, to) -> new RoomCommand.Mute(by, BOB, to))))
                .isEqualTo(Refusal.NOT_ALLOWED);
        moderator(CAT);
        assertThat(refusal(room.asked(BOB, (by, to) -> new RoomCommand.BanMember(by, CAT, false, null, to))))
                .isEqualTo(Refusal.NOT_ALLOWED);
        assertThat(room.asked(ANN, (by, to) -> new RoomCommand.Kick(by, CAT, to))
                        .reply())
                .isEqualTo(ACCEPTED);
    }

    @Test
    void has_moderators_who_delete_lines_and_need_not_wait_in_slow_mode() {
        openedWithThree(RoomSettings.Control.HOST);
        moderator(BOB);
        room.set(ANN, new SettingsPatch(null, RoomSettings.ChatMode.SLOW, 5_000, null, null, null));

        assertThat(room.say(BOB, null, "one").reply()).isEqualTo(ACCEPTED);
        assertThat(room.say(BOB, null, "two").reply()).isEqualTo(ACCEPTED);
        assertThat(room.asked(BOB, (by, to) -> new RoomCommand.DeleteLine(by, 1, to))
                        .reply())
                .isEqualTo(ACCEPTED);
    }

    @Test
    void goes_back_to_where_it_was_before_the_last_seek() {
        openedWithThree(RoomSettings.Control.EVERYONE);
        seek(ANN, 30);
        room.clock.pass(Duration.ofSeconds(5));
        seek(BOB, 90);
        Entry entry = last();

        assertThat(refusal(undo(CAT, entry.number()))).isEqualTo(Refusal.NOT_ALLOWED);
        assertThat(undo(ANN, entry.number()).reply()).isEqualTo(ACCEPTED);

        assertThat(room.room().timeline().playback().baseMediaUs()).isEqualTo(30_000_000);
        assertThat(refusal(undo(ANN, entry.number()))).isEqualTo(Refusal.BAD_MESSAGE);
        assertThat(refusal(undo(ANN, 1))).isEqualTo(Refusal.BAD_MESSAGE);
    }

    @Test
    void takes_a_drag_of_the_seek_bar_for_one_deed() {
        openedWithThree(RoomSettings.Control.HOST);
        seek(ANN, 10);
        room.clock.pass(Duration.ofSeconds(5));
        for (int second = 20; second < 30; second++) {
            room.clock.pass(Duration.ofMillis(200));
            seek(ANN, second);
        }

        undo(ANN, last().number());

        assertThat(room.room().timeline().playback().baseMediaUs()).isEqualTo(10_000_000);
    }

    @Test
    void plays_again_what_it_played_before_the_last_change() {
        openedWithThree(RoomSettings.Control.HOST);
        seek(ANN, 42);
        room.clock.pass(Duration.ofSeconds(5));
        Source wrong = new Source(Source.Kind.VIDEO, "/wrong.m3u8", "Wrong", 60_000_000L, false);
        room.asked(ANN, (by, to) -> new RoomCommand.ChangeSource(by, wrong, to));

        undo(ANN, last().number());

        assertThat(room.room().timeline().source()).isEqualTo(TestRoom.FILM);
        assertThat(room.room().timeline().playback().baseMediaUs()).isEqualTo(42_000_000);
    }

    @Test
    void keeps_a_log_of_who_did_what_over_a_restart() {
        openedWithThree(RoomSettings.Control.HOST);
        play(ANN);
        room.asked(ANN, (by, to) -> new RoomCommand.Mute(by, BOB, to));
        room.asked(ANN, (by, to) -> new RoomCommand.Kick(by, CAT, to));

        room.kit.restart();

        assertThat(room.room().activity().entries())
                .extracting(Entry::deed)
                .containsExactly(Deed.PLAY, Deed.MUTE, Deed.KICK);
        assertThat(last().about()).isEqualTo(CAT);
    }

    private void openedWithThree(RoomSettings.Control control) {
        room.openedWithAnnAndBob();
        room.enter(room.east, CAT);
        room.set(ANN, new SettingsPatch(control, null, null, null, null, null));
    }

    private void moderator(UserId user) {
        assertThat(room.asked(ANN, (by, to) -> new RoomCommand.GiveRole(by, user, Role.MODERATOR, to))
                        .reply())
                .isEqualTo(ACCEPTED);
    }

    private CommandResultWithReply<RoomCommand, RoomEvent, RoomState, RoomReply> grant(
            UserId to, @Nullable Duration time) {
        Long forUs = time == null ? null : time.toNanos() / 1_000;
        return room.asked(ANN, (by, replyTo) -> new RoomCommand.GrantControl(by, to, forUs, replyTo));
    }

    private static RoomEvent bannedForAMinute(UserId user) {
        Ban ban = new Ban(user, Ban.Kind.BAN, null, TestRoom.T0_US / 1_000 + 60_000, null);
        return new RoomEvent.Ordered(new OrderEvent.Banned(ANN, ban, TestRoom.T0_US));
    }

    private static Verdict banned(OpenRoom room, long nowUs) {
        RoomCommand.OfOrder ban = new RoomCommand.BanMember(
                ANN, BOB, false, null, ACTORS.<RoomReply>createTestProbe().ref());
        Circumstances now = new Circumstances(
                Presence.nobody(),
                Cue.ahead(nowUs, 0),
                TestRoom.LIMITS,
                new Circumstances.Moods(new Pace(), Flow.ofLines(), Flow.ofReactions(), new Budget()),
                true);
        return OrderRules.on(room, ban, new Newcomer(ANN, TestRoom.nameOf(ANN), true, 0), now);
    }

    private CommandResultWithReply<RoomCommand, RoomEvent, RoomState, RoomReply> undo(UserId by, long entry) {
        return room.asked(by, (user, to) -> new RoomCommand.Undo(user, entry, to));
    }

    private CommandResultWithReply<RoomCommand, RoomEvent, RoomState, RoomReply> play(UserId by) {
        return room.asked(by, RoomCommand.Play::new);
    }

    private CommandResultWithReply<RoomCommand, RoomEvent, RoomState, RoomReply> pause(UserId by) {
        return room.asked(by, RoomCommand.Pause::new);
    }

    private CommandResultWithReply<RoomCommand, RoomEvent, RoomState, RoomReply> seek(UserId by, int toSecond) {
        return room.asked(by, (user, to) -> new RoomCommand.Seek(user, toSecond * 1_000_000L, to));
    }

    private Control control() {
        return room.room().order().control();
    }

    private Entry last() {
        return room.room().activity().entries().getLast();
    }

    private RoomNews.ControlMoved moved() {
        return room.newsTo(room.east).stream()
                .filter(RoomNews.ControlMoved.class::isInstance)
                .map(RoomNews.ControlMoved.class::cast)
                .reduce((first, later) -> later)
                .orElseThrow();
    }

    /** On the other node. Null when they were let in. */
    private @Nullable Refusal enter(UserId user, @Nullable Network network) {
        room.hearAll(room.west);
        Newcomer newcomer = new Newcomer(user, TestRoom.nameOf(user), false, room.clock.nowMs(), network);
        room.kit.runCommand(new RoomCommand.Admit(room.west.ref(), newcomer, Pass.NOTHING, 88));
        return room.hearAll(room.west).stream()
                .filter(RoomToChannel.Turned.class::isInstance)
                .map(turned -> ((RoomToChannel.Turned) turned).refusal())
                .findFirst()
                .orElse(null);
    }
}
