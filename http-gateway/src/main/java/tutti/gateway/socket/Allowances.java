package tutti.gateway.socket;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tutti.gateway.limit.Meter;
import tutti.gateway.wire.ClientMessage;
import tutti.gateway.wire.Decoded;

/** What one socket may still do. Belongs to its session. */
final class Allowances {
    private final Meter text;
    private final Meter sound;
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

    Allowances(SocketSettings.Limits limits, long nowUs) {
        text = new Meter(limits.text(), nowUs);
        sound = new Meter(limits.sound(), nowUs);
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

    /** Null for what is always allowed. */
    private @Nullable Meter of(ClientMessage message) {
        return switch (message) {
            case ClientMessage.Chat asked -> chat;
            case ClientMessage.Play asked -> control;
            case ClientMessage.Pause asked -> control;
            case ClientMessage.Seek asked -> control;
            case ClientMessage.Rate asked -> control;
            case ClientMessage.ChangeSource asked -> control;
            case ClientMessage.ChangeSettings asked -> control;
            case ClientMessage.HostTransfer asked -> control;
            case ClientMessage.ChatDelete asked -> control;
            case ClientMessage.ControlRequest asked -> others;
            case ClientMessage.ControlRelease asked -> others;
            case ClientMessage.ControlGrant asked -> others;
            case ClientMessage.ControlRevoke asked -> others;
            case ClientMessage.MemberRole asked -> others;
            case ClientMessage.MemberMute asked -> others;
            case ClientMessage.MemberUnmute asked -> others;
            case ClientMessage.MemberKick asked -> others;
            case ClientMessage.MemberBan asked -> others;
            case ClientMessage.MemberUnban asked -> others;
            case ClientMessage.Undo asked -> others;
            // Each may cost a password's hash.
            case ClientMessage.ChangeAccess asked -> broadcast;
            case ClientMessage.React asked -> react;
            case ClientMessage.Ping asked -> ping;
            case ClientMessage.Report asked -> report;
            case ClientMessage.BroadcastStart asked -> broadcast;
            case ClientMessage.BroadcastStop asked -> broadcast;
            case ClientMessage.QualityRequest asked -> quality;
            case ClientMessage.Join asked -> others;
            case ClientMessage.Ready asked -> others;
            case ClientMessage.ChatHistory asked -> others;
            case ClientMessage.Leave asked -> null;
        };
    }

    /** Empty when it is allowed, and counted; else the milliseconds to wait. */
    OptionalLong take(ClientMessage message, long nowUs) {
        Meter meter = of(message);
        return meter == null || meter.take(nowUs) ? OptionalLong.empty() : OptionalLong.of(meter.waitMs());
    }

    /** Likewise for all that comes, by its size. */
    OptionalLong take(Incoming.Frame frame) {
        Meter meter = frame.decoded() instanceof Decoded.Sound ? sound : text;
        return meter.take(frame.receivedUs(), frame.bytes())
                ? OptionalLong.empty()
                : OptionalLong.of(meter.waitMs(frame.bytes()));
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
