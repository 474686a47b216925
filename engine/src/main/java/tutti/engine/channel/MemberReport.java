package tutti.engine.channel;

/** What one client sees of its own playback; figures it does not know are 0. */
public record MemberReport(double driftMs, double rttMs, double bufferMs, int underruns, int seeks) {}
