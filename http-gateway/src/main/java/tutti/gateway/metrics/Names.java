package tutti.gateway.metrics;

/** Every metric of the gateway. No label takes a value that a client can make up. */
final class Names {
    static final String CLIENT_DRIFT = "tutti.client.drift";
    static final String CLIENT_ERRORS = "tutti.client.errors";
    static final String CLIENT_FIRST_FRAME = "tutti.client.first.frame";
    static final String CLIENT_JOIN = "tutti.client.join";
    static final String CLIENT_STALLS = "tutti.client.stalls";
    static final String HTTP_REQUESTS = "tutti.http.requests";
    static final String LISTENERS = "tutti.listeners";
    static final String LISTENERS_SKIPPED = "tutti.listeners.skipped";
    static final String MALFORMED = "tutti.socket.malformed";
    static final String MESSAGES = "tutti.socket.messages";
    static final String OUTBOX_OVERFLOWS = "tutti.socket.outbox.overflows";
    static final String GOODBYES = "tutti.socket.goodbyes";
    static final String REFUSALS = "tutti.socket.refusals";
    static final String SOCKETS = "tutti.sockets";
    static final String JOINS = "tutti.socket.joins";
    static final String SOUND_DROPPED = "tutti.socket.sound.dropped";
    static final String SOUND_RECEIVED = "tutti.socket.sound.received";
    static final String STATUS_REQUESTS = "tutti.status.requests";

    static final String TAG_CODE = "code";
    static final String TAG_KIND = "kind";
    static final String TAG_ROUTE = "route";
    static final String TAG_STATUS = "status";
    static final String TAG_TYPE = "type";

    private Names() {}
}
