package tutti.engine.room;

import java.util.Optional;
import tutti.engine.room.presence.Newcomer;

/** Which rule a member's command falls under. */
final class MemberRules {
    /** `absent`: what someone hears who is not in the room. The host may close it all the same. */
    static Verdict on(OpenRoom room, RoomCommand.OfMember asked, Circumstances now, Verdict absent) {
        if (asked instanceof RoomCommand.Close close) {
            return HouseRules.close(room, close.by(), now.nowUs());
        }
        if (asked instanceof RoomCommand.OfAccess access) {
            return AccessRules.on(room, access, now);
        }
        Optional<Newcomer> member = now.presence().find(asked.by());
        return member.isPresent() ? on(room, asked, member.get(), now) : absent;
    }

    private static Verdict on(OpenRoom room, RoomCommand.OfMember asked, Newcomer member, Circumstances now) {
        return switch (asked) {
            case RoomCommand.Play play -> ControlRules.play(room, play, now);
            case RoomCommand.Pause pause -> ControlRules.pause(room, pause, now);
            case RoomCommand.Seek seek -> ControlRules.seek(room, seek, now);
            case RoomCommand.ChangeRate change -> ControlRules.rate(room, change, now);
            case RoomCommand.ChangeSource change -> ControlRules.source(room, change, now);
            case RoomCommand.Say say -> ChatRules.say(room, say, member, now);
            case RoomCommand.React react -> ChatRules.react(room, react, member, now);
            case RoomCommand.DeleteLine delete -> ChatRules.delete(room, delete, now.nowUs());
            case RoomCommand.Transfer transfer -> HouseRules.transfer(room, transfer, now.presence(), now.nowUs());
            case RoomCommand.ChangeSettings change -> HouseRules.settings(room, change, now.limits(), now.nowUs());
            case RoomCommand.StartBroadcast start -> BroadcastRules.start(room, start, now.nowUs());
            case RoomCommand.StopBroadcast stop -> BroadcastRules.stop(room, stop);
            case RoomCommand.OfAccess access -> AccessRules.on(room, access, now);
            case RoomCommand.OfOrder order -> OrderRules.on(room, order, member, now);
            case RoomCommand.Close close -> HouseRules.close(room, close.by(), now.nowUs());
            // Readiness is presence, and that is not a matter of rules.
            case RoomCommand.MarkReady mark -> Verdict.agreed();
        };
    }

    private MemberRules() {}
}
