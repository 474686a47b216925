package tutti.gateway;

/** Why the server does not start, in one sentence for whoever started it. */
final class StartFault extends RuntimeException {
    StartFault(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
