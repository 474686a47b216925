package tutti.engine.audio.opus;

/**
 * What became of the packets of a broadcast: `dropped` came faster than they could be transcoded, `late` after their turn,
 * `malformed` were no packets; `concealed` were made up, those of the malformed among them.
 */
public record Tally(long heard, long dropped, long late, long malformed, long concealed) {}
