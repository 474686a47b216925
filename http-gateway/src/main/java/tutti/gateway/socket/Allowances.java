package tutti.gateway.socket;

import tutti.gateway.GatewaySettings.SocketLimits;
import tutti.gateway.limit.Meter;
import tutti.gateway.wire.ClientMessage;

/** What one socket may still do. Belongs to its session. */
final class Allowances {
    private final Meter chat;
    private final Meter control;
    private final Meter react;
    private final Meter ping;
    private final Meter report;
    private final Meter broadcast;
    private final Meter quality;
    private final Meter others;
    private final Meter refused;
    private final Meter malformed;

    Allowances(SocketLimits limits, long nowUs) {
        chat = new Meter(limits.chat(), nowUs);
        control = new Meter(limits.control(), nowUs);
        react = new Meter(limits.react(), nowUs);
        ping = new Meter(limits.ping(), nowUs);
        report = new Meter(limits.report(), nowUs);
        broadcast = new Meter(limits.broadcast(), nowUs);
        quality = new Meter(limits.quality(), nowUs);
        others = new Meter(limits.others(), nowUs);
        refused = new Meter(limits.refused(), nowUs);
        malformed = new Meter(limits.malformed(), nowUs);
    }

    boolean mayDo(ClientMessage message, long nowUs) {
        return switch (message) {
            case ClientMessage.Chat asked -> chat.take(nowUs);
            case ClientMessage.Play asked -> control.take(nowUs);
            case ClientMessage.Pause asked -> control.take(nowUs);
            case ClientMessage.Seek asked -> control.take(nowUs);
            case ClientMessage.Rate asked -> control.take(nowUs);
            case ClientMessage.ChangeSource asked -> control.take(nowUs);
            case ClientMessage.ChangeSettings asked -> control.take(nowUs);
            case ClientMessage.HostTransfer asked -> control.take(nowUs);
            case ClientMessage.ChatDelete asked -> control.take(nowUs);
            case ClientMessage.ControlRequest asked -> others.take(nowUs);
            case ClientMessage.ControlRelease asked -> others.take(nowUs);
            case ClientMessage.ControlGrant asked -> others.take(nowUs);
            case ClientMessage.ControlRevoke asked -> others.take(nowUs);
            case ClientMessage.MemberRole asked -> others.take(nowUs);
            case ClientMessage.MemberMute asked -> others.take(nowUs);
            case ClientMessage.MemberUnmute asked -> others.take(nowUs);
            case ClientMessage.MemberKick asked -> others.take(nowUs);
            case ClientMessage.MemberBan asked -> others.take(nowUs);
            case ClientMessage.MemberUnban asked -> others.take(nowUs);
            case ClientMessage.Undo asked -> others.take(nowUs);
            // Each may cost a password's hash.
            case ClientMessage.ChangeAccess asked -> broadcast.take(nowUs);
            case ClientMessage.React asked -> react.take(nowUs);
            case ClientMessage.Ping asked -> ping.take(nowUs);
            case ClientMessage.Report asked -> report.take(nowUs);
            case ClientMessage.BroadcastStart asked -> broadcast.take(nowUs);
            case ClientMessage.BroadcastStop asked -> broadcast.take(nowUs);
            case ClientMessage.QualityRequest asked -> quality.take(nowUs);
            case ClientMessage.Join asked -> others.take(nowUs);
            case ClientMessage.Ready asked -> others.take(nowUs);
            case ClientMessage.ChatHistory asked -> others.take(nowUs);
            case ClientMessage.Leave asked -> true;
        };
    }

    /** False for a client that goes on and on asking for more than it may. */
    boolean mayBeRefused(long nowUs) {
        return refused.take(nowUs);
    }

    /** False for a client that goes on and on sending what is no message. */
    boolean mayBeMalformed(long nowUs) {
        return malformed.take(nowUs);
    }
}
