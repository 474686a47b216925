package tutti.engine.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static tutti.engine.room.TestRoom.ANN;
import static tutti.engine.room.TestRoom.BOB;
import static tutti.engine.room.TestRoom.T0_US;
import static tutti.engine.room.TestRoom.nameOf;

import java.time.Duration;
import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tutti.engine.id.InviteId;
import tutti.engine.room.order.Ban;
import tutti.engine.room.order.Deed;
import tutti.engine.room.order.Entry;
import tutti.engine.room.order.Invite;
import tutti.engine.room.presence.Role;

@DisplayName("A room's log of who did what")
class RoomActivityTest {
    private static final ActorTestKit ACTORS = ActorTestKit.create("activity", TestRoom.CONFIG);
    private static final InviteId LINK = new InviteId("invite-0001");

    private final TestRoom room = new TestRoom(ACTORS);

    @AfterAll
    static void stop() {
        ACTORS.shutdownTestKit();
    }

    @Test
    void has_what_the_host_made_of_the_chat_apart_from_the_other_settings() {
        room.openedWithAnnAndBob();

        room.set(ANN, patch(null, RoomSettings.ChatMode.SLOW));
        room.clock.pass(Duration.ofSeconds(1));
        room.set(ANN, patch(RoomSettings.Control.EVERYONE, RoomSettings.ChatMode.OFF));
        room.set(ANN, patch(RoomSettings.Control.EVERYONE, RoomSettings.ChatMode.OFF));

        assertThat(entries())
                .extracting(Entry::by, Entry::deed, Entry::atUs)
                .containsExactly(
                        tuple(ANN, Deed.CHAT_SLOW, T0_US),
                        tuple(ANN, Deed.CHAT_OFF, T0_US + 1_000_000),
                        tuple(ANN, Deed.SETTINGS, T0_US + 1_000_000));
    }

    @Test
    void has_whose_line_was_deleted_but_not_the_line() {
        room.openedWithAnnAndBob();
        room.say(BOB, null, "a bad word");

        room.asked(ANN, (by, to) -> new RoomCommand.DeleteLine(by, 1, to));

        assertThat(entries())
                .extracting(Entry::by, Entry::deed, Entry::about)
                .containsExactly(tuple(ANN, Deed.CHAT_DELETED, BOB));
    }

    @Test
    void has_who_gave_the_room_to_whom() {
        room.openedWithAnnAndBob();

        room.asked(ANN, (by, to) -> new RoomCommand.Transfer(by, BOB, to));

        assertThat(entries())
                .extracting(Entry::by, Entry::deed, Entry::about)
                .containsExactly(tuple(ANN, Deed.TRANSFER, BOB));
    }

    @Test
    void has_who_handed_on_the_standing_in_but_no_one_where_the_host_was_lost() {
        room.openedWithAnnAndBob();
        room.enter(room.east, TestRoom.CAT);
        room.leave(room.east, ANN);
        room.secondsPass(20, room.east);
        assertThat(entries()).isEmpty();

        room.asked(BOB, (by, to) -> new RoomCommand.Transfer(by, TestRoom.CAT, to));

        assertThat(entries())
                .extracting(Entry::by, Entry::deed, Entry::about)
                .containsExactly(tuple(BOB, Deed.TRANSFER, TestRoom.CAT));
    }

    @Test
    void has_who_made_and_who_took_back_an_invitation() {
        room.openedWithAnnAndBob();
        Invite invite = new Invite(LINK, Role.GUEST, T0_US / 1_000 + 60_000, null, 0);

        room.asked(ANN, (by, to) -> new RoomCommand.MakeInvite(by, invite, to));
        room.asked(ANN, (by, to) -> new RoomCommand.RevokeInvite(by, LINK, to));

        assertThat(entries())
                .extracting(Entry::by, Entry::deed)
                .containsExactly(tuple(ANN, Deed.INVITE), tuple(ANN, Deed.INVITE_REVOKED));
    }

    @Test
    void is_the_same_after_a_restart() {
        room.openedWithAnnAndBob();
        room.set(ANN, patch(null, RoomSettings.ChatMode.SLOW));
        room.asked(ANN, (by, to) -> new RoomCommand.Transfer(by, BOB, to));
        List<Entry> before = entries();

        room.kit.restart();

        assertThat(entries()).isEqualTo(before).hasSize(2);
    }

    @Test
    void knows_the_name_of_who_is_not_there_any_more() {
        room.openedWithAnnAndBob();

        room.asked(ANN, (by, to) -> new RoomCommand.Kick(by, BOB, to));

        assertThat(room.room().order().bans()).extracting(Ban::name).containsExactly(nameOf(BOB));
    }

    private List<Entry> entries() {
        return room.room().activity().entries();
    }

    private static SettingsPatch patch(RoomSettings.@Nullable Control control, RoomSettings.ChatMode chat) {
        return new SettingsPatch(control, chat, null, null, null, null);
    }
}
