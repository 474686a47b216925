package tutti.gateway.metrics;

/** Every metric of the gateway, and what stands beside it for who reads them. No label takes a value that a client can make up. */
enum Metric {
    CLIENT_DRIFT("tutti.client.drift", "How far players were from where their room is, as browsers tell"),
    CLIENT_ERRORS("tutti.client.errors", "Media that did not play in a browser, by kind"),
    CLIENT_FIRST_FRAME("tutti.client.first.frame", "From opening a room to its first picture, as browsers tell"),
    CLIENT_JOIN("tutti.client.join", "From opening a room to being in it, as browsers tell"),
    CLIENT_STALLS("tutti.client.stalls", "Times a player ran out of data"),
    CLUSTER_NODES("tutti.cluster.nodes", "Nodes that are up and within reach, as this one sees it, itself among them"),
    CONNECTIONS("tutti.connections", "Open connections of the port for people, those of sockets among them"),
    CONNECTIONS_REFUSED(
            "tutti.connections.refused",
            "Connections ended at once, since there were too many in all (node) or of one address (address)"),
    GOODBYES("tutti.socket.goodbyes", "Sockets ended by the server, by the code of its goodbye"),
    HTTP_REQUESTS("tutti.http.requests", "Answered requests, by route and status"),
    JOINS("tutti.socket.joins", "People who came into a room, those who came back among them"),
    LISTENERS("tutti.listeners", "Players that hear live sound by listen.ogg now"),
    LISTENERS_SKIPPED("tutti.listeners.skipped", "Times such a player did not keep up and was taken to what is live"),
    MALFORMED("tutti.socket.malformed", "Frames that were no message, by code"),
    MESSAGES("tutti.socket.messages", "Messages from browsers, by type"),
    OUTBOX_OVERFLOWS(
            "tutti.socket.outbox.overflows", "Browsers sent away to come back, since too much waited for them"),
    READY("tutti.ready", "1 where /health/ready says so, else 0"),
    RECEIVED_BYTES("tutti.socket.received.bytes", "Bytes of frames from browsers that are in a room, of sound too"),
    REFUSALS("tutti.socket.refusals", "Commands that were refused, by code"),
    ROOMS("tutti.rooms", "Rooms awake on this node"),
    SOCKETS("tutti.sockets", "Open sockets"),
    SOUND_DROPPED("tutti.socket.sound.dropped", "Frames of live sound that a guest could not take in time"),
    SOUND_RECEIVED("tutti.socket.sound.received", "Frames of live sound from hosts, by what became of them"),
    STATUS_REQUESTS("tutti.status.requests", "Times somebody asked for /status"),
    WARMING_UP(
            "tutti.warming.up",
            "1 from the start of a node that visits itself to become quick until that is over, else 0");

    static final String TAG_CODE = "code";
    static final String TAG_KIND = "kind";
    static final String TAG_ROUTE = "route";
    static final String TAG_STATUS = "status";
    static final String TAG_TYPE = "type";

    final String id;
    final String help;

    Metric(String id, String help) {
        this.id = id;
        this.help = help;
    }
}
