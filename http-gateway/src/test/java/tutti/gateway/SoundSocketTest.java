package tutti.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tutti.engine.room.broadcast.Playout;
import tutti.gateway.socket.Listening;
import tutti.gateway.socket.Upload;
import tutti.gateway.testing.Caller;
import tutti.gateway.testing.Guest;
import tutti.gateway.testing.RecordingStudio;
import tutti.gateway.testing.Server;
import tutti.gateway.wire.Quality;
import tutti.gateway.wire.ServerMessage;

@DisplayName("Live sound over a socket")
class SoundSocketTest {
    private static final String START =
            "{'type': 'broadcast:start', 'codec': 'opus', 'sampleRate': 48000, 'channels': 2, 'audioBitrate': 128}";
    private static final byte[] FRAME = {0x10, 0, 0, 1, 0, 0, 0, 1};
    /** A room keeps it for two seconds. One that is told of nothing waits until the socket is closed, which here is never. */
    private static final Duration SEAT_KEPT_WITH_PATIENCE = Duration.ofMinutes(1);

    private static final RecordingStudio STUDIO = new RecordingStudio();

    private static Server server;

    private String roomId;
    private Guest ann;
    private Guest ben;

    @BeforeAll
    static void start(@TempDir Path home) {
        server =
                Server.start(home, ConfigFactory.parseMap(Map.of("tutti.gateway.socket.goodbye-within", "1h")), STUDIO);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void seat() {
        STUDIO.uploads.clear();
        STUDIO.listeners.clear();
        STUDIO.verdict = frame -> CompletableFuture.completedStage(Upload.Taken.TAKEN);
        JsonNode room = Caller.openRoom(server);
        roomId = room.path("roomId").asText();
        ann = Guest.connected(server.socket())
                .join(roomId, "Ann", room.path("token").asText());
        ben = Guest.connected(server.socket()).join(roomId, "Ben");
    }

    @AfterEach
    void leave() {
        ann.close();
        ben.close();
    }

    @Test
    void is_granted_to_the_host_who_learns_what_the_frames_must_carry() {
        JsonNode ack = ann.ask(START);

        assertThat(ack.path("type").asText()).isEqualTo("ack");
        assertThat(ack.path("epoch").asLong()).isEqualTo(1);
        JsonNode started = ben.next("broadcast:started");
        assertThat(started.path("broadcastId")).isEqualTo(ack.path("broadcastId"));
        assertThat(started.path("codec").asText()).isEqualTo("opus");
        assertThat(started.path("playoutDelayMs").asInt()).isEqualTo(400);
        assertThat(started.path("tiers")).hasSize(3);
        assertThat(started.path("startedAt").asDouble()).isGreaterThan(1.7e12);
        assertThat(ben.ask(START).path("code").asText()).isEqualTo("not-allowed");
    }

    @Test
    void goes_in_frame_by_frame_and_out_to_the_guests_but_not_to_the_host() {
        ann.ask(START);

        ann.sendBinary(FRAME);
        ann.sendBinary(new byte[32_036]);
        await().until(() -> upload().frames.size() == 2);
        await().until(() -> STUDIO.listeners.size() == 1);
        listener().guest.hear(ByteString.fromArray(FRAME), 1);

        await().until(() -> !ben.sound().isEmpty());
        assertThat(listener().broadcast.origin()).matches("pekko://tutti@127\\.0\\.0\\.1:[0-9]+");
        assertThat(ben.sound().getFirst()).isEqualTo(FRAME);
        assertThat(upload().frames.getFirst()).isEqualTo(ByteString.fromArray(FRAME));
        assertThat(upload().frames.getLast().length()).isEqualTo(32_036);
        assertThat(ann.sound()).isEmpty();
    }

    @Test
    void that_is_more_than_any_host_has_is_refused_and_then_ends_the_socket() {
        ann.ask(START);
        byte[] frame = new byte[32_036];

        for (int i = 0; i < 2_000 && ann.isOpen(); i++) {
            try {
                ann.sendBinary(frame);
            } catch (RuntimeException closedMeanwhile) {
                break;
            }
        }

        assertThat(ann.bye().path("code").asText()).isEqualTo("rate-limited");
        assertThat(ann.next("error").path("retryAfterMs").asLong()).isPositive();
        assertThat(upload().frames.size()).isBetween(130, 200);
        await().until(() -> upload().lost);
    }

    @Test
    void may_arrive_in_pieces() {
        ann.ask(START);

        ann.sendBinaryPiece(new byte[] {1, 2}, false);
        ann.sendBinaryPiece(new byte[] {3}, true);

        await().until(() -> upload().frames.size() == 1);
        assertThat(upload().frames.getFirst()).isEqualTo(ByteString.fromArray(new byte[] {1, 2, 3}));
    }

    @Test
    void is_there_for_who_comes_later_unless_they_want_none() {
        ann.ask(START);
        try (Guest cat = Guest.connected(server.socket());
                Guest dan = Guest.connected(server.socket())) {

            cat.join(roomId, "Cat");
            dan.sendText("{\"type\":\"join\",\"roomId\":\"" + roomId + "\",\"name\":\"Dan\",\"audio\":\"off\"}");

            assertThat(cat.joined().at("/broadcast/epoch").asLong()).isEqualTo(1);
            assertThat(dan.joined().at("/broadcast/hostId").asText()).isEqualTo(ann.id());
            await().until(() -> STUDIO.listeners.size() == 2);
            dan.ask("{'type': 'quality:request', 'quality': 'low'}");
            assertThat(STUDIO.listeners).hasSize(3);
            assertThat(STUDIO.listeners.getLast().wanted).isEqualTo(Quality.LOW);
            dan.ask("{'type': 'quality:request', 'quality': 'high'}");
            assertThat(STUDIO.listeners.getLast().wanted).isEqualTo(Quality.HIGH);
            dan.ask("{'type': 'quality:request', 'quality': 'off'}");
            assertThat(STUDIO.listeners.getLast().ended).isTrue();
        }
    }

    @Test
    void is_told_of_by_both_ends() {
        ann.ask(START);
        await().until(() -> STUDIO.listeners.size() == 1);

        ben.ask(
                "{'type': 'report', 'driftMs': 1, 'rttMs': 9, 'bufferMs': 300, 'underruns': 0, 'seeks': 0, 'lateP95Ms': 41.5, 'lateP99Ms': 90}");
        upload().host.tell(new ServerMessage.BroadcastDemand(List.of(0, 2)));
        listener().guest.tell(new ServerMessage.BroadcastDelay(450, 77));

        assertThat(listener().report).isEqualTo(new Listening.Report(41.5, 90, 1, 300, 0));
        assertThat(ann.next("broadcast:demand").path("tiers")).hasSize(2);
        assertThat(ben.next("broadcast:delay").path("fromSeq").asLong()).isEqualTo(77);
    }

    @Test
    void that_is_not_taken_yet_keeps_the_next_frame_waiting() {
        CompletableFuture<Upload.Taken> later = new CompletableFuture<>();
        ann.ask(START);
        STUDIO.verdict = frame -> later;

        ann.sendBinary(FRAME);
        ann.sendBinary(FRAME);
        ann.send("{'type': 'ping', 't0': 5}");
        ben.ask("{'type': 'ping', 't0': 6}");

        await().until(() -> upload().frames.size() == 1);
        assertThat(ann.all("pong")).isEmpty();
        later.complete(Upload.Taken.TAKEN);
        ann.next("pong");
        assertThat(upload().frames).hasSize(2);
    }

    @Test
    void waits_for_a_host_whose_wire_broke_and_goes_on_with_the_same_broadcast() {
        JsonNode first = ann.ask(START);
        await().until(() -> STUDIO.listeners.size() == 1);

        ann.close();
        assertThat(ben.next("broadcast:waiting").path("broadcastId")).isEqualTo(first.path("broadcastId"));
        assertThat(upload().lost).isTrue();
        assertThat(upload().ended).isFalse();
        try (Guest again = Guest.connected(server.socket()).join(roomId, "Ann", ann.token())) {
            assertThat(again.joined().at("/broadcast/waitsSinceServerTime").asDouble())
                    .isPositive();
            JsonNode second = again.ask(START);

            assertThat(second.path("broadcastId")).isEqualTo(first.path("broadcastId"));
            assertThat(second.path("epoch").asLong()).isEqualTo(2);
            await().until(() -> listener().broadcast.epoch() == 2);
            assertThat(STUDIO.listeners).hasSize(1);
            assertThat(listener().ended).isFalse();
        }
    }

    @Test
    void waits_for_its_host_when_their_session_ends_by_a_fault_of_ours() {
        ann.ask(START);
        STUDIO.verdict = frame -> {
            throw new IllegalStateException("a fault of ours");
        };

        ann.sendBinary(FRAME);

        assertThat(ben.next("broadcast:waiting")).isNotNull();
        assertThat(upload().lost).isTrue();
    }

    @Test
    void waits_for_a_host_who_is_gone_before_it_was_granted() {
        ann.send(START);
        ann.send("{'type': 'leave'}");

        JsonNode started = ben.next("broadcast:started");
        assertThat(ben.next("broadcast:waiting").path("broadcastId")).isEqualTo(started.path("broadcastId"));
    }

    @Test
    void that_is_too_much_for_a_guest_costs_them_their_seat_as_soon_as_a_broken_wire_would() {
        ann.ask(START);
        await().until(() -> STUDIO.listeners.size() == 1);
        try (Guest slow = Guest.notReading(server.socket()).join(roomId, "Slow")) {
            await().until(() -> STUDIO.listeners.size() == 2);

            for (int word = 0; word < 20_000; word++) {
                STUDIO.listeners.getLast().guest.tell(new ServerMessage.BroadcastDelay(450, word));
            }

            await().atMost(SEAT_KEPT_WITH_PATIENCE)
                    .until(() -> !ben.all("user:left").isEmpty());
            slow.readOn();
            assertThat(slow.bye().path("code").asText()).isEqualTo("too-slow");
        }
    }

    @Test
    void is_over_when_the_host_says_so_and_what_was_still_on_its_way_harms_nobody() {
        ann.ask(START);
        await().until(() -> STUDIO.listeners.size() == 1);

        ann.ask("{'type': 'broadcast:stop'}");
        ann.next("broadcast:stopped");
        for (int frame = 0; frame < 60; frame++) {
            ann.sendBinary(FRAME);
        }

        assertThat(ben.next("broadcast:stopped").path("reason").asText()).isEqualTo("host");
        await().until(() -> listener().finished && upload().ended);
        assertThat(ann.ask("{'type': 'ping', 't0': 1}").path("type").asText()).isEqualTo("pong");
        assertThat(ann.all("error")).isEmpty();
    }

    @Test
    void that_another_upload_has_taken_over_is_not_asked_for_any_more() {
        ann.ask(START);
        STUDIO.verdict = frame -> CompletableFuture.completedStage(Upload.Taken.ENDED);

        ann.sendBinary(FRAME);
        await().until(() -> upload().ended);
        ann.sendBinary(FRAME);

        assertThat(ann.ask("{'type': 'ping', 't0': 1}").path("type").asText()).isEqualTo("pong");
        assertThat(upload().frames).hasSize(1);
    }

    @Test
    void goes_on_when_its_host_starts_again() {
        String broadcast = ann.ask(START).path("broadcastId").asText();

        assertThat(ann.ask(START).path("broadcastId").asText()).isEqualTo(broadcast);

        await().until(() -> STUDIO.uploads.size() == 2 && upload().superseded);
        assertThat(upload().ended).isFalse();
        assertThat(listener().ended).isFalse();
    }

    @Test
    void is_as_far_behind_as_the_room_wants_it_now() {
        ann.ask(START);

        ann.ask("{'type': 'settings', 'latency': 'stable'}");

        await().until(() -> upload().chosen == Playout.STABLE);
        try (Guest cat = Guest.connected(server.socket()).join(roomId, "Cat")) {
            assertThat(cat.joined().at("/broadcast/playoutDelayMs").asInt()).isEqualTo(5_000);
        }
        assertThat(listener().broadcast.epoch()).isEqualTo(1);
    }

    @Test
    void that_is_none_ends_the_socket_when_it_goes_on() {
        ann.ask(START);
        STUDIO.verdict = frame -> CompletableFuture.completedStage(Upload.Taken.MALFORMED);

        for (int frame = 0; frame < 40; frame++) {
            ann.sendBinary(FRAME);
        }

        assertThat(ann.bye().path("code").asText()).isEqualTo("bad-message");
    }

    private static RecordingStudio.Sending upload() {
        return STUDIO.uploads.getFirst();
    }

    private static RecordingStudio.Hearing listener() {
        return STUDIO.listeners.getFirst();
    }
}
