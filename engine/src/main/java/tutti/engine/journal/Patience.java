package tutti.engine.journal;

import java.time.Duration;

/** What a thread has that may block, between one try and the next. */
record Patience(Duration againAfter) {
    /** False at once when the thread is told to end. It stays interrupted, for whoever is next to know. */
    boolean lasts() {
        try {
            Thread.sleep(againAfter);
            return true;
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
