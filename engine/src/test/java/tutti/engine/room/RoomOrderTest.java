package tutti.engine.room;

import static org.assertj.core.api.Assertions.assertThat;
import static tutti.engine.room.TestRoom.ACCEPTED;
import static tutti.engine.room.TestRoom.ANN;
import static tutti.engine.room.TestRoom.BOB;
import static tutti.engine.room.TestRoom.CAT;
import static tutti.engine.room.TestRoom.refusal;

import java.time.Duration;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tutti.engine.id.Network;
import tutti.engine.id.UserId;
import tutti.engine.room.chat.Pace;
import tutti.engine.room.order.Ban;
import tutti.engine.room.order.Deed;
import tutti.engine.room.order.Entry;
import tutti.engine.room.order.Order;
import tutti.engine.room.order.OrderEvent;
import tutti.engine.room.presence.Newcomer;
import tutti.engine.room.presence.Pass;
import tutti.engine.room.presence.Presence;
import tutti.engine.room.timeline.Cue;

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
    void takes_no_line_and_no_reaction_of_the_muted() {
        room.openedWithThree(RoomSettings.Control.HOST);
        room.moderator(CAT);

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
        room.openedWithThree(RoomSettings.Control.HOST);
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
        room.openedWithThree(RoomSettings.Control.HOST);
        room.asked(ANN, (by, to) -> new RoomCommand.Kick(by, BOB, to));

        room.undo(ANN, room.lastEntry().number());

        assertThat(enter(BOB, null)).isNull();
        assertThat(room.lastEntry()).extracting(Entry::deed).isEqualTo(Deed.UNBAN);
    }

    @Test
    void bans_for_good_and_a_whole_network_if_need_be() {
        room.openedWithThree(RoomSettings.Control.HOST);
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
        room.openedWithThree(RoomSettings.Control.HOST);
        UserId dan = new UserId("dan-the-guest");
        UserId eve = new UserId("eve-the-guest");
        enter(dan, SCHOOL);
        enter(eve, SCHOOL);
        room.moderator(eve);

        room.asked(ANN, (by, to) -> new RoomCommand.BanMember(by, dan, true, null, to));

        assertThat(room.hearAll(room.west)).doesNotContain(new RoomToChannel.Expelled(eve, Refusal.BANNED));
        assertThat(enter(eve, SCHOOL)).isNull();
    }

    @Test
    void does_not_take_back_who_was_banned_while_it_was_away() {
        room.openedWithThree(RoomSettings.Control.HOST);
        room.asked(ANN, (by, to) -> new RoomCommand.BanMember(by, BOB, false, 60_000L, to));
        room.kit.restart();

        room.attach(room.east, ANN, BOB, CAT);

        assertThat(room.hearAll(room.east)).contains(new RoomToChannel.Expelled(BOB, Refusal.BANNED));
        assertThat(room.view().members()).hasSize(2);
    }

    @Test
    void protects_its_host_and_moderators_from_each_other_and_from_guests() {
        room.openedWithThree(RoomSettings.Control.HOST);
        room.moderator(BOB);

        assertThat(refusal(room.asked(BOB, (by, to) -> new RoomCommand.Kick(by, ANN, to))))
                .isEqualTo(Refusal.NOT_ALLOWED);
        assertThat(refusal(room.asked(CAT, (by, to) -> new RoomCommand.Mute(by, BOB, to))))
                .isEqualTo(Refusal.NOT_ALLOWED);
        room.moderator(CAT);
        assertThat(refusal(room.asked(BOB, (by, to) -> new RoomCommand.BanMember(by, CAT, false, null, to))))
                .isEqualTo(Refusal.NOT_ALLOWED);
        assertThat(room.asked(ANN, (by, to) -> new RoomCommand.Kick(by, CAT, to))
                        .reply())
                .isEqualTo(ACCEPTED);
    }

    @Test
    void has_moderators_who_delete_lines_and_need_not_wait_in_slow_mode() {
        room.openedWithThree(RoomSettings.Control.HOST);
        room.moderator(BOB);
        room.set(ANN, new SettingsPatch(null, RoomSettings.ChatMode.SLOW, 5_000, null, null, null));

        assertThat(room.say(BOB, null, "one").reply()).isEqualTo(ACCEPTED);
        assertThat(room.say(BOB, null, "two").reply()).isEqualTo(ACCEPTED);
        assertThat(room.asked(BOB, (by, to) -> new RoomCommand.DeleteLine(by, 1, to))
                        .reply())
                .isEqualTo(ACCEPTED);
    }

    @Test
    void keeps_a_log_of_who_did_what_over_a_restart() {
        room.openedWithThree(RoomSettings.Control.HOST);
        room.play(ANN);
        room.asked(ANN, (by, to) -> new RoomCommand.Mute(by, BOB, to));
        room.asked(ANN, (by, to) -> new RoomCommand.Kick(by, CAT, to));

        room.kit.restart();

        assertThat(room.room().activity().entries())
                .extracting(Entry::deed)
                .containsExactly(Deed.PLAY, Deed.MUTE, Deed.KICK);
        assertThat(room.lastEntry().about()).isEqualTo(CAT);
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
