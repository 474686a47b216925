package tutti.engine.audio;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.pekko.actor.typed.ActorRef;

/** The nodes that have guests of a broadcast, as far as their beats tell. At most as many as the cluster has. */
final class Subscribers {
    /** Some beats may be lost; a node that is back after this is given again what is still to be heard. */
    private static final long SILENT_US_MAX = 5_000_000;

    private final Map<ActorRef<FromOrigin>, Node> nodes = new HashMap<>();

    private static final class Node {
        final ActorRef<FromOrigin> ear;
        final CreditWindow<SoundPacket> window = new CreditWindow<>();
        Set<Tier> tiers = Set.of();
        FromNode.Audience audience = FromNode.Audience.NONE;
        long beatUs;

        Node(ActorRef<FromOrigin> ear) {
            this.ear = ear;
        }

        void send(SoundPacket sound) {
            window.offer(sound);
            sendWaiting();
        }

        void replay(List<SoundPacket> packets) {
            window.replay(packets);
            sendWaiting();
        }

        void sendWaiting() {
            for (SoundPacket next = window.next(); next != null; next = window.next()) {
                ear.tell(new FromOrigin.Packet(window.sent(), next));
            }
        }
    }

    /** The tiers this node was not sent until now. */
    Set<Tier> beat(FromNode.Beat beat, long nowUs) {
        Node node = nodes.computeIfAbsent(beat.node(), Node::new);
        Set<Tier> before = node.tiers;
        if (beat.fresh()) {
            before = Set.of();
            node.window.forgetReplay();
        }
        node.tiers = Set.copyOf(beat.tiers());
        node.audience = beat.audience();
        node.beatUs = nowUs;
        Set<Tier> added = EnumSet.noneOf(Tier.class);
        added.addAll(node.tiers);
        added.removeAll(before);
        return added;
    }

    /** How many packets that node has been sent. */
    long sentTo(ActorRef<FromOrigin> ear) {
        Node node = nodes.get(ear);
        return node == null ? 0 : node.window.sent();
    }

    void took(FromNode.Took took) {
        Node node = nodes.get(took.node());
        if (node != null) {
            node.window.taken(took.index());
            node.sendWaiting();
        }
    }

    /** What was sent to others before and is still to be heard, of a tier that this node was not sent until now. */
    void replay(ActorRef<FromOrigin> ear, List<SoundPacket> packets) {
        Node node = nodes.get(ear);
        if (node != null) {
            node.replay(packets);
        }
    }

    /** To each node that hears the tier, and to those that hear one that is missing. */
    void send(SoundPacket packet, Predicate<Tier> isMissing) {
        for (Node node : nodes.values()) {
            if (node.tiers.contains(packet.tier()) || node.tiers.stream().anyMatch(isMissing)) {
                node.send(packet);
            }
        }
    }

    void tell(FromOrigin message) {
        nodes.keySet().forEach(ear -> ear.tell(message));
    }

    void forgetSilent(long nowUs) {
        nodes.values().removeIf(node -> nowUs - node.beatUs > SILENT_US_MAX);
    }

    Set<Tier> demand() {
        Set<Tier> tiers = EnumSet.noneOf(Tier.class);
        nodes.values().forEach(node -> tiers.addAll(node.tiers));
        return tiers;
    }

    FromNode.Audience audience() {
        int[] guests = new int[Tier.HEARD.size()];
        Spread lateness = FromNode.Audience.NONE.lateness();
        Spread drift = FromNode.Audience.NONE.drift();
        for (Node node : nodes.values()) {
            for (int at = 0; at < guests.length; at++) {
                guests[at] += node.audience.guests().get(at);
            }
            lateness = lateness.plus(node.audience.lateness());
            drift = drift.plus(node.audience.drift());
        }
        List<Integer> counted = new ArrayList<>();
        for (int each : guests) {
            counted.add(each);
        }
        return new FromNode.Audience(List.copyOf(counted), lateness, drift);
    }
}
