package tutti.gateway.testing;

import com.fasterxml.jackson.databind.JsonNode;
import tutti.gateway.testing.Caller.Answer;

/** A room that Ann opened on a server, and what people ask of it over HTTP. `opened` is what she was answered. */
public record AnnsRoom(Server server, JsonNode opened) {
    public static final String PASSWORD = "correct horse battery";

    public static AnnsRoom of(Server server, String asked) {
        return new AnnsRoom(server, Caller.post(server.uri("/api/rooms"), asked).json());
    }

    public static AnnsRoom open(Server server) {
        return new AnnsRoom(server, Caller.openRoom(server));
    }

    public static AnnsRoom locked(Server server) {
        return of(
                server,
                "{'roomName': 'Den', 'source': {'kind': 'video', 'src': '/media/film.m3u8', 'duration': 120}, 'access': {'password': '"
                        + PASSWORD + "'}}");
    }

    public String id() {
        return opened.path("roomId").asText();
    }

    /** Ann's own. */
    public String token() {
        return opened.path("token").asText();
    }

    /** Ann, in her room. */
    public Guest host() {
        return Guest.connected(server.socket()).join(id(), "Ann", token());
    }

    /** As Ben; `more` begins with a comma. */
    public Answer askForToken(String more) {
        return Caller.post(server.uri(path("/tokens")), "{'name': 'Ben'" + more + "}");
    }

    /** Ben tries to come in; `more` ends with a comma. */
    public JsonNode join(Guest guest, String more) {
        return guest.ask("{'type': 'join', " + more + " 'roomId': '" + id() + "', 'name': 'Ben'}");
    }

    public Answer shown(String what, String token) {
        return Caller.get(server.uri(path(what)), "Authorization", "Bearer " + token);
    }

    /** Another one for a token. */
    public Answer again(String token) {
        return asked("/tokens", "{'name': 'Ben'}", token);
    }

    public Answer invite(String token, String body) {
        return asked("/invites", body, token);
    }

    public Answer invites() {
        return shown("/invites", token());
    }

    private Answer asked(String what, String body, String token) {
        return Caller.call(
                "POST",
                server.uri(path(what)),
                body.replace('\'', '"'),
                "Content-Type",
                "application/json",
                "Authorization",
                "Bearer " + token);
    }

    private String path(String what) {
        return "/api/rooms/" + id() + what;
    }
}
