package tutti.engine.audio;

/** The way back to the host; a gateway implements it. Called one after the other, and never allowed to block. */
@FunctionalInterface
public interface HostSide {
    void told(HostNews news);
}
