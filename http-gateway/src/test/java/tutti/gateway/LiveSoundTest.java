package tutti.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tutti.engine.audio.AudioFrame;
import tutti.gateway.testing.Caller;
import tutti.gateway.testing.Guest;
import tutti.gateway.testing.LiveHost;
import tutti.gateway.testing.Server;

@DisplayName("A host's live sound")
class LiveSoundTest {
    private static Server server;

    private Guest ann;
    private Guest ben;
    private String roomId;

    @BeforeAll
    static void start(@TempDir Path home) {
        server = Server.start(home, ConfigFactory.empty());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void seat() {
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
    void is_heard_by_a_guest_as_it_was_sent_some_time_after_it_was_captured() {
        long startedUs = System.currentTimeMillis() * 1_000;
        try (LiveHost host = LiveHost.on(ann)) {
            await().until(() -> LiveHost.heard(ben).size() >= 10);

            List<AudioFrame> heard = LiveHost.heard(ben);
            host.assertSent(heard);
            assertThat(heard).anyMatch(frame -> frame.packets().size() == 3);
            assertThat(heard.getFirst().ptsUs() - startedUs).isGreaterThan(350_000L);
            assertThat(heard).isSortedAccordingTo(Comparator.comparingLong(AudioFrame::ptsUs));
            assertThat(ann.sound()).isEmpty();
        }
    }

    @RepeatedTest(5)
    void is_heard_from_its_first_packet_on_by_who_sits_there_already() {
        try (LiveHost host = LiveHost.on(ann)) {
            await().until(() -> LiveHost.heard(ben).size() >= 3);

            // On a busy machine the very first may be over by then.
            assertThat(LiveHost.heard(ben).getFirst().seq()).isLessThan(15);
            assertThat(host.sent()).isNotEmpty();
        }
    }

    @Test
    void is_there_for_a_guest_who_comes_in_the_middle_with_all_that_is_still_to_be_heard() {
        try (LiveHost host = LiveHost.on(ann)) {
            await().until(() -> LiveHost.heard(ben).size() >= 10);

            try (Guest cat = Guest.connected(server.socket()).join(roomId, "Cat")) {
                await().until(() -> LiveHost.heard(cat).size() >= 10);
                host.assertSent(LiveHost.heard(cat));
            }
        }
    }

    @Test
    void ends_for_all_when_the_host_stops_it() {
        try (LiveHost host = LiveHost.on(ann)) {
            await().until(() -> !ben.sound().isEmpty());

            ann.ask("{'type': 'broadcast:stop'}");

            assertThat(ben.next("broadcast:stopped").path("reason").asText()).isEqualTo("host");
            assertThat(host.sent()).isNotEmpty();
            await().until(() -> LiveHost.heard(ben).getLast().kind() == AudioFrame.Kind.END);
        }
    }

    @ParameterizedTest(name = "{0} packets on")
    @ValueSource(longs = {50, 1_000_000, -5, -10_000})
    void goes_on_after_a_gap_when_its_hosts_wire_was_cut(long on) {
        JsonNode started;
        LiveHost cut = LiveHost.on(ann);
        started = ben.next("broadcast:started");
        await().until(() -> LiveHost.heard(ben).size() >= 10);

        ann.close();
        cut.close();
        ben.next("broadcast:waiting");
        try (Guest again = Guest.connected(server.socket()).join(roomId, "Ann", ann.token());
                LiveHost host = LiveHost.resuming(again, Math.max(0, cut.nextSeq() + on))) {
            JsonNode resumed = ben.next(told -> told.path("epoch").asLong() == 2);
            await().until(() -> hearsEpoch(ben, 2, 10));

            assertThat(resumed.path("broadcastId")).isEqualTo(started.path("broadcastId"));
            List<AudioFrame> heard = LiveHost.heard(ben);
            List<AudioFrame> after =
                    heard.stream().filter(frame -> frame.epoch() == 2).toList();
            assertThat(after).isSortedAccordingTo(Comparator.comparingLong(AudioFrame::seq));
            assertThat(heard).isSortedAccordingTo(Comparator.comparingLong(AudioFrame::epoch));
            assertThat(heard).allMatch(frame -> frame.kind() == AudioFrame.Kind.OPUS);
            host.assertSent(after);
            assertThat(after.getFirst().flags() & AudioFrame.FIRST).isNotZero();
            assertThat(ben.all("broadcast:stopped")).isEmpty();
        }
    }

    @ParameterizedTest(name = "{0} s ahead")
    @ValueSource(longs = {-60, -3, 3})
    void is_to_be_heard_soon_whatever_its_host_takes_the_time_to_be(long seconds) {
        try (LiveHost host = LiveHost.ahead(ann, Duration.ofSeconds(seconds))) {
            long beganUs = System.currentTimeMillis() * 1_000;
            await().until(() -> LiveHost.heard(ben).size() >= 10);

            long heardUs = LiveHost.heard(ben).getFirst().ptsUs();
            assertThat(heardUs - beganUs).isBetween(300_000L, 2_000_000L);
            assertThat(host.sent()).isNotEmpty();
        }
    }

    @Test
    void is_there_again_for_a_guest_whose_wire_was_cut_from_what_is_still_to_be_heard_on() {
        try (LiveHost host = LiveHost.on(ann)) {
            await().until(() -> LiveHost.heard(ben).size() >= 10);

            ben.close();
            await().until(() -> host.sent().size() >= 60);
            try (Guest again = Guest.connected(server.socket()).join(roomId, "Ben", ben.token())) {
                await().until(() -> LiveHost.heard(again).size() >= 10);

                List<AudioFrame> heard = LiveHost.heard(again);
                assertThat(again.id()).isEqualTo(ben.id());
                host.assertSent(heard);
                assertThat(heard.getFirst().flags() & AudioFrame.REPLAY).isNotZero();
            }
        }
    }

    @Test
    void comes_later_for_all_when_the_room_would_rather_have_no_holes() {
        try (Guest cat = Guest.connected(server.socket()).join(roomId, "Cat");
                LiveHost host = LiveHost.on(ann)) {
            await().until(() ->
                    !LiveHost.heard(ben).isEmpty() && !LiveHost.heard(cat).isEmpty());

            ann.ask("{'type': 'settings', 'latency': 'stable'}");

            JsonNode told = ben.next(LiveSoundTest::isStable);
            assertThat(cat.next(LiveSoundTest::isStable)).isEqualTo(told);
            assertThat(host.sent()).isNotEmpty();
        }
    }

    @Test
    void is_told_of_each_second_to_host_and_guests() {
        try (LiveHost host = LiveHost.on(ann)) {
            assertThat(ann.next("broadcast:demand").path("tiers")).isNotEmpty();
            assertThat(ann.next("broadcast:stats").path("latency").asInt()).isBetween(250, 1_000);
            assertThat(ben.next("quality").path("quality").asText()).isEqualTo("high");
            ben.next(told -> told.path("type").asText().equals("broadcast:stats")
                    && told.path("quality").asText().equals("high"));
            assertThat(host.sent()).isNotEmpty();
        }
    }

    private static boolean hearsEpoch(Guest guest, long epoch, int frames) {
        return LiveHost.heard(guest).stream()
                        .filter(frame -> frame.epoch() == epoch)
                        .count()
                >= frames;
    }

    private static boolean isStable(JsonNode told) {
        return told.path("type").asText().equals("broadcast:delay")
                && told.path("playoutDelayMs").asInt() == 5_000;
    }
}
