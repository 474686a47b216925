package tutti.engine.room;

import tutti.engine.id.RoomId;

/** The answers of a room that is not there, or no longer. */
final class Absence {
    static void answer(RoomId id, RoomCommand command, Refusal refusal) {
        RoomReply.Refused refused = new RoomReply.Refused(refusal, "there is no room " + id);
        switch (command) {
            case RoomCommand.Open open -> open.replyTo().tell(refused);
            case RoomCommand.CloseIfEmpty close -> close.replyTo().tell(refused);
            case RoomCommand.RedeemInvite redeem -> redeem.replyTo().tell(refused);
            case RoomCommand.OfMember asked -> asked.replyTo().tell(refused);
            case RoomCommand.Attach attach -> attach.channel().tell(new RoomToChannel.NoRoom(refusal));
            case RoomCommand.Admit admit -> admit.channel().tell(new RoomToChannel.Turned(admit.ticket(), refusal));
            case RoomCommand.Beat beat -> beat.channel().tell(new RoomToChannel.NoRoom(refusal));
            case RoomCommand.Depart depart -> {}
            case RoomCommand.LoseFeed lost -> {}
            case RoomCommand.ChannelGone gone -> {}
            case RoomCommand.Tick tick -> {}
        }
    }

    private Absence() {}
}
