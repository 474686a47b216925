package tutti.engine.channel;

/** Figures over the reports of this node's members in the last seconds; 0 where nobody reported. */
public record RoomFigures(int reporters, double driftP50Ms, double driftP95Ms, double rttP95Ms) {}
