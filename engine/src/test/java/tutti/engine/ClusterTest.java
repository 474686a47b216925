package tutti.engine;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static tutti.engine.EngineScenario.ANN;
import static tutti.engine.EngineScenario.BEN;
import static tutti.engine.EngineScenario.ROOM;
import static tutti.engine.EngineScenario.done;
import static tutti.engine.EngineScenario.enter;
import static tutti.engine.EngineScenario.film;
import static tutti.engine.EngineScenario.ok;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tutti.engine.audio.Quality;
import tutti.engine.id.BroadcastId;
import tutti.engine.id.DisplayName;
import tutti.engine.id.RoomId;
import tutti.engine.id.UserId;
import tutti.engine.room.Refusal;
import tutti.engine.room.presence.Arrival;
import tutti.engine.testing.FreePorts;
import tutti.engine.testing.HeardSound;
import tutti.engine.testing.Node;
import tutti.engine.testing.Postgres;
import tutti.engine.testing.RecordingOutbox;
import tutti.engine.testing.SentSound;

@org.junit.jupiter.api.DisplayName("Engines on three nodes")
class ClusterTest {
    @RegisterExtension
    static final Postgres POSTGRES = new Postgres();

    /** The gateway's `outbox-max`. */
    private final List<Node> nodes = new ArrayList<>();

    @BeforeEach
    void start() {
        Config database = POSTGRES.newDatabase();
        List<Integer> contactPorts = FreePorts.some(3);
        String contacts = contactPorts.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
        for (int port : contactPorts) {
            // A node that is stopped here goes without a word to the others, as one that was killed.
            nodes.add(Node.start(
                    ConfigFactory.parseString("""
                    pekko.coordinated-shutdown.run-by-actor-system-terminate = off
                    tutti.engine.cluster {
                      discovery = config
                      contacts = "%s"
                      contact-port = %d
                      nodes-to-form = 3
                    }
                    """.formatted(contacts, port)).withFallback(database)));
        }
        await().atMost(60, SECONDS)
                .until(() -> nodes.stream().allMatch(node -> done(node.engine.ready()) && size(node) == 3));
    }

    @AfterEach
    void stop() {
        nodes.forEach(node -> node.system.terminate());
        nodes.forEach(Node::close);
    }

    @Test
    void let_people_of_different_nodes_be_in_one_room() {
        ok(nodes.get(0).rooms().open(film(ROOM)));
        RecordingOutbox ann = enter(nodes.get(0), ANN);
        RecordingOutbox ben = enter(nodes.get(1), BEN);

        ok(nodes.get(0).rooms().play(ROOM, ANN));
        ok(nodes.get(1).rooms().say(ROOM, BEN, null, "hello"));

        await().until(() -> ann.frames.contains("said 1 hello") && ben.frames.contains("said 1 hello"));
        assertThat(ben.frames).contains("moved v2 PLAY");
        assertThat(ok(nodes.get(2).rooms().look(ROOM)).view().members()).hasSize(2);
    }

    @Test
    void end_the_older_socket_of_a_user_who_comes_in_by_another_node() {
        ok(nodes.get(0).rooms().open(film(ROOM)));
        RecordingOutbox before = enter(nodes.get(0), BEN);

        RecordingOutbox after = enter(nodes.get(1), BEN);

        await().until(() -> before.ending != null);
        assertThat(after.view.members()).hasSize(1);
        assertThat(after.ending).isNull();
    }

    @Test
    void keep_everyones_seat_when_the_rooms_node_is_lost() {
        ok(nodes.get(0).rooms().open(film(ROOM)));
        Node lost = nodes.stream().filter(ClusterTest::hasTheRoom).findFirst().orElseThrow();
        List<Node> others = nodes.stream().filter(node -> node != lost).toList();
        RecordingOutbox ann = enter(others.get(0), ANN);
        RecordingOutbox ben = enter(others.get(1), BEN);
        ok(others.get(0).rooms().play(ROOM, ANN));
        ok(others.get(0).rooms().say(ROOM, ANN, null, "before"));

        lost.close();

        await().atMost(30, SECONDS)
                .until(() -> done(others.get(1).rooms().say(ROOM, BEN, null, "after")) instanceof Outcome.Ok);
        await().until(() -> ann.frames.stream().anyMatch(frame -> frame.endsWith("after")));
        assertThat(ann.ending).isNull();
        assertThat(ben.ending).isNull();
        assertThat(ann.frames).noneMatch(frame -> frame.startsWith("left"));
        assertThat(ok(others.get(1).rooms().look(ROOM)).view().members()).hasSize(2);
    }

    @Test
    void let_a_host_whose_node_is_lost_go_on_over_another_with_the_same_sound() {
        ok(nodes.get(0).rooms().open(film(ROOM)));
        Node owner = nodes.stream().filter(ClusterTest::hasTheRoom).findFirst().orElseThrow();
        List<Node> others = nodes.stream().filter(node -> node != owner).toList();
        enter(others.get(0), ANN);
        RecordingOutbox ben = enter(others.get(1), BEN);
        HeardSound heard = new HeardSound();
        try (SentSound before = SentSound.from(others.get(0), ROOM, ANN, "cast-1", 0)) {
            others.get(1).engine.broadcasts().listen(before.heardAs(), heard, Quality.AUTO);
            await().atMost(20, SECONDS).until(() -> heard.has(1));
        }

        others.get(0).close();
        enter(owner, ANN);
        await().atMost(20, SECONDS).until(() -> done(owner.rooms().markReady(ROOM, ANN, true)) instanceof Outcome.Ok);
        try (SentSound after = SentSound.from(owner, ROOM, ANN, "cast-2", 5_000)) {
            await().atMost(20, SECONDS).until(() -> heard.has(2));

            assertThat(after.heardAs().broadcast()).isEqualTo(new BroadcastId("cast-1"));
            assertThat(ben.onAir.epoch()).isEqualTo(2);
            assertThat(ben.onAir.origin()).isEqualTo(after.heardAs().origin());
            assertThat(heard.hasEnded()).isFalse();
        }
    }

    @Test
    void tell_where_a_room_is_without_waking_it() {
        ok(nodes.get(0).rooms().open(film(ROOM)));
        Node owner = nodes.stream().filter(ClusterTest::hasTheRoom).findFirst().orElseThrow();

        for (Node node : nodes) {
            assertThat(ok(node.engine.nodeOf(ROOM)))
                    .contains(Cluster.get(owner.system).selfMember().address().toString());
        }
        assertThat(ok(nodes.get(0).engine.nodeOf(new RoomId("neveropened")))).isEmpty();
        assertThat(done(owner.engine.roomsHere())).isEqualTo(1);
    }

    @Test
    void say_that_they_cannot_tell_where_a_room_is_while_a_node_is_being_lost() {
        ok(nodes.get(0).rooms().open(film(ROOM)));
        Node lost = nodes.stream().filter(ClusterTest::hasTheRoom).findFirst().orElseThrow();
        List<Node> others = nodes.stream().filter(node -> node != lost).toList();

        lost.close();

        List<Refusal> meanwhile = new ArrayList<>();
        await().atMost(60, SECONDS).until(() -> {
            boolean everyOneKnows = others.stream().allMatch(node -> switch (done(node.engine.nodeOf(ROOM))) {
                case Outcome.Ok<Optional<String>> ok -> ok.value().isPresent();
                case Outcome.Refused<Optional<String>> refused -> !meanwhile.add(refused.refusal());
            });
            if (!everyOneKnows) {
                // Somebody wants in, which wakes it elsewhere.
                done(others.get(0).rooms().look(ROOM));
            }
            return everyOneKnows;
        });
        assertThat(meanwhile).isNotEmpty().containsOnly(Refusal.UNAVAILABLE);
    }

    @Test
    void tell_those_who_are_left_in_one_word_of_a_crowd_that_was_lost_with_its_node() {
        ok(nodes.get(0).rooms().open(film(ROOM)));
        Node owner = nodes.stream().filter(ClusterTest::hasTheRoom).findFirst().orElseThrow();
        List<Node> others = nodes.stream().filter(node -> node != owner).toList();
        List<RecordingOutbox> staying = crowd(owner, "staying-", 400);
        crowd(others.get(0), "going-", 600);
        await().atMost(30, SECONDS)
                .until(() -> ok(owner.rooms().look(ROOM)).view().members().size() == 1_000);

        staying.forEach(one -> one.frames.clear());
        others.get(0).close();

        // Should their going take longer than one moment, the rest of it is told after.
        await().atMost(60, SECONDS)
                .until(() -> staying.stream()
                        .allMatch(one -> one.frames.stream()
                                .anyMatch(frame -> frame.equals("here 400") || frame.endsWith(" of 400"))));
        assertThat(staying).allSatisfy(one -> {
            assertThat(one.frames).hasSizeLessThan(10);
            assertThat(one.ending).isNull();
        });
    }

    private static List<RecordingOutbox> crowd(Node node, String names, int size) {
        List<RecordingOutbox> crowd = new ArrayList<>();
        for (int each = 0; each < size; each++) {
            RecordingOutbox outbox = new RecordingOutbox();
            UserId user = new UserId(names + each);
            node.rooms().enter(ROOM, Arrival.known(user, new DisplayName(user.value())), outbox);
            crowd.add(outbox);
        }
        await().atMost(30, SECONDS).until(() -> crowd.stream().allMatch(RecordingOutbox::isSeated));
        return crowd;
    }

    private static boolean hasTheRoom(Node node) {
        return node.entities().contains(ROOM.value());
    }

    private static int size(Node node) {
        int members = 0;
        for (var member : Cluster.get(node.system).state().getMembers()) {
            members += member.status().equals(MemberStatus.up()) ? 1 : 0;
        }
        return members;
    }
}
