package tutti.engine.room;

import static org.assertj.core.api.Assertions.assertThat;
import static tutti.engine.room.TestRoom.ACCEPTED;
import static tutti.engine.room.TestRoom.ANN;
import static tutti.engine.room.TestRoom.BOB;
import static tutti.engine.room.TestRoom.CAT;
import static tutti.engine.room.TestRoom.refusal;

import java.time.Duration;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.persistence.testkit.javadsl.EventSourcedBehaviorTestKit.CommandResultWithReply;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tutti.engine.id.InviteId;
import tutti.engine.id.UserId;
import tutti.engine.room.order.Invite;
import tutti.engine.room.order.OrderEvent;
import tutti.engine.room.presence.Pass;
import tutti.engine.room.presence.Role;

@DisplayName("A room, of who may come in,")
class RoomAccessTest {
    private static final ActorTestKit ACTORS = ActorTestKit.create("access", TestRoom.CONFIG);
    private static final PasswordHash HASH = new PasswordHash("$argon2id$…");
    private static final InviteId INVITE = new InviteId("invite-1");

    private final TestRoom room = new TestRoom(ACTORS);

    @AfterAll
    static void stop() {
        ACTORS.shutdownTestKit();
    }

    @Test
    void asks_newcomers_for_its_password_and_nobody_else() {
        room.openedWithAnnAndBob();

        var changed = change(ANN, new AccessPatch(false, new AccessPatch.PasswordChange(HASH), null));

        assertThat(changed.reply()).isEqualTo(ACCEPTED);
        assertThat(room.newsTo(room.east)).containsExactly(new RoomNews.AccessChanged(new Access(false, HASH, false)));
        assertThat(enter(CAT, Pass.NOTHING)).isEqualTo(Refusal.WRONG_PASSWORD);
        assertThat(enter(CAT, Pass.PASSWORD)).isNull();
        room.leave(room.west, CAT);
        assertThat(enter(CAT, Pass.TOKEN)).isNull();
        assertThat(enter(ANN, Pass.NOTHING)).isNull();
        assertThat(room.view().members()).hasSize(3);
    }

    @Test
    void that_is_for_invited_people_lets_nobody_in_by_the_link() {
        room.openedWithAnnAndBob();

        change(ANN, new AccessPatch(null, null, true));

        assertThat(enter(CAT, Pass.NOTHING)).isEqualTo(Refusal.NOT_ALLOWED);
        assertThat(enter(CAT, Pass.TOKEN)).isNull();
    }

    @Test
    void is_opened_again_by_its_host_and_by_nobody_else() {
        room.openedWithAnnAndBob();
        change(ANN, new AccessPatch(null, new AccessPatch.PasswordChange(HASH), null));

        assertThat(refusal(change(BOB, new AccessPatch(null, new AccessPatch.PasswordChange(null), null))))
                .isEqualTo(Refusal.NOT_ALLOWED);
        change(ANN, new AccessPatch(null, new AccessPatch.PasswordChange(null), null));

        assertThat(enter(CAT, Pass.NOTHING)).isNull();
        assertThat(change(ANN, new AccessPatch(true, null, false)).hasNoEvents())
                .isTrue();
    }

    @Test
    void counts_how_often_an_invitation_is_used() {
        room.openedWithAnnAndBob();
        invite(ANN, Role.GUEST, 2);

        assertThat(redeem(BOB)).isEqualTo(new RoomReply.Invited(Role.GUEST));
        assertThat(redeem(CAT)).isEqualTo(new RoomReply.Invited(Role.GUEST));

        assertThat(refused(redeem(new UserId("dan-the-guest")))).isEqualTo(Refusal.EXPIRED);
    }

    @Test
    void takes_no_invitation_that_is_too_old_or_was_taken_back_or_never_made() {
        room.openedWithAnnAndBob();
        assertThat(refused(redeem(BOB))).isEqualTo(Refusal.EXPIRED);

        invite(ANN, Role.GUEST, null);
        room.clock.pass(Duration.ofHours(1));
        assertThat(refused(redeem(BOB))).isEqualTo(Refusal.EXPIRED);
        invite(ANN, Role.GUEST, null);
        assertThat(redeem(BOB)).isEqualTo(new RoomReply.Invited(Role.GUEST));

        assertThat(room.asked(ANN, (by, to) -> new RoomCommand.RevokeInvite(by, INVITE, to))
                        .reply())
                .isEqualTo(ACCEPTED);
        assertThat(refused(redeem(CAT))).isEqualTo(Refusal.EXPIRED);
    }

    @Test
    void is_invited_to_by_a_host_who_is_not_there() {
        room.opened();

        assertThat(invite(ANN, Role.MODERATOR, null).reply()).isEqualTo(ACCEPTED);
        redeem(BOB);
        room.attach(room.east);
        room.enter(room.east, BOB);

        assertThat(room.view().members().getFirst().role()).isEqualTo(Role.MODERATOR);
    }

    @Test
    void is_invited_to_by_moderators_as_guests_and_by_guests_not_at_all() {
        room.openedWithAnnAndBob();

        assertThat(refusal(invite(BOB, Role.GUEST, null))).isEqualTo(Refusal.NOT_ALLOWED);
        room.asked(ANN, (by, to) -> new RoomCommand.GiveRole(by, BOB, Role.MODERATOR, to));
        assertThat(refusal(invite(BOB, Role.MODERATOR, null))).isEqualTo(Refusal.NOT_ALLOWED);

        assertThat(invite(BOB, Role.GUEST, null)
                        .eventOfType(RoomEvent.Ordered.class)
                        .what())
                .isInstanceOf(OrderEvent.InviteMade.class);
    }

    @Test
    void remembers_all_of_it_after_a_restart() {
        room.openedWithAnnAndBob();
        change(ANN, new AccessPatch(false, new AccessPatch.PasswordChange(HASH), true));
        invite(ANN, Role.MODERATOR, 1);

        room.kit.restart();

        assertThat(room.room().access()).isEqualTo(new Access(false, HASH, true));
        assertThat(redeem(CAT)).isEqualTo(new RoomReply.Invited(Role.MODERATOR));
        assertThat(refused(redeem(BOB))).isEqualTo(Refusal.EXPIRED);
    }

    private CommandResultWithReply<RoomCommand, RoomEvent, RoomState, RoomReply> change(UserId by, AccessPatch patch) {
        return room.asked(by, (user, to) -> new RoomCommand.ChangeAccess(user, patch, to));
    }

    /** For an hour. */
    private CommandResultWithReply<RoomCommand, RoomEvent, RoomState, RoomReply> invite(
            UserId by, Role role, @Nullable Integer uses) {
        Invite invite = new Invite(INVITE, role, room.clock.nowMs() + 3_600_000, uses, 0);
        return room.asked(by, (user, to) -> new RoomCommand.MakeInvite(user, invite, to));
    }

    private RoomReply redeem(UserId user) {
        return room.ask(to -> new RoomCommand.RedeemInvite(INVITE, user, to));
    }

    private static Refusal refused(RoomReply reply) {
        return ((RoomReply.Refused) reply).refusal();
    }

    /** Null when they were let in. */
    private @Nullable Refusal enter(UserId user, Pass pass) {
        room.hearAll(room.west);
        room.kit.runCommand(new RoomCommand.Admit(room.west.ref(), room.newcomer(user), pass, 77));
        return room.hearAll(room.west).stream()
                .filter(RoomToChannel.Turned.class::isInstance)
                .map(turned -> ((RoomToChannel.Turned) turned).refusal())
                .findFirst()
                .orElse(null);
    }
}
