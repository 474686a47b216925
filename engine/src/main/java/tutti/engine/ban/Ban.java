package tutti.engine.ban;

/** What a network is, and how it is written, is known to whoever reads addresses; here it is a name. */
public record Ban(String network, long untilMs) {}
