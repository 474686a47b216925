package tutti.gateway.socket;

/** How a client's streams end that were cut. */
final class NotTaken extends RuntimeException {
    NotTaken() {
        super("the client does not take what is sent", null, false, false);
    }
}
