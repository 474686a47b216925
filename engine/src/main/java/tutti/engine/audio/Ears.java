package tutti.engine.audio;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;

/** The guests of one room on this node, and the tiers they hear. As many as the room lets in. */
final class Ears {
    /** Some two milliseconds. */
    private static final int FIGURES_AT_ONCE = 200;

    /** A little less than the stall ticks of a second. */
    private static final int FIGURES_TURNS = 8;

    private final FanOut fanOut;
    private final Map<Listener, Ear> ears = new LinkedHashMap<>();
    private final Map<Tier, Line> lines = new EnumMap<>(Tier.class);
    private List<Ear> everyone = List.of();
    private List<Ear> uninformed = List.of();
    private int informed;
    private SoundNews.@Nullable Stats figures;
    private long epoch;

    Ears(FanOut fanOut) {
        this.fanOut = fanOut;
        for (Tier tier : Tier.HEARD) {
            lines.put(tier, new Line(tier));
        }
    }

    /** Who is here already, as when the host resumed, has heard what others are still given. */
    void begin(Listener listener, Quality quality, List<SoundNews> told, long nowUs) {
        if (ears.containsKey(listener)) {
            choose(listener, quality, nowUs);
            return;
        }
        Ear ear = new Ear(listener, quality, nowUs);
        ears.put(listener, ear);
        everyone = List.of();
        told.forEach(ear::tell);
        start(ear, nowUs);
    }

    void choose(Listener listener, Quality quality, long nowUs) {
        Ear ear = ears.get(listener);
        if (ear != null) {
            ear.choose(quality);
            if (ear.current() == null) {
                start(ear, nowUs);
            }
        }
    }

    void report(Hearing.Report told, int playoutDelayMs, long nowUs) {
        Ear ear = ears.get(told.listener());
        if (ear != null) {
            ear.report(told.report(), playoutDelayMs, nowUs);
        }
    }

    void end(Listener listener) {
        ears.remove(listener);
        everyone = List.of();
    }

    boolean isEmpty() {
        return ears.isEmpty();
    }

    /** Of a host that is none any more: nothing. */
    void hear(SoundPacket packet, long nowUs) {
        if (packet.epoch() < epoch) {
            return;
        }
        if (packet.epoch() > epoch) {
            resume(packet, nowUs);
        }
        Line line = line(packet.tier());
        give(line, line.add(packet, nowUs), nowUs);
    }

    /** Another broadcast: what there was is not its sound. */
    void forget() {
        forgetFigures();
        lines.values().forEach(Line::forget);
        ears.values().forEach(Ear::forget);
    }

    void onStallTick(long nowUs) {
        for (Line line : lines.values()) {
            give(line, line.stalled(nowUs), nowUs);
        }
    }

    void onSecond(long nowUs) {
        if (ears.values().removeIf(Ear::isBroken)) {
            everyone = List.of();
        }
        ears.values().forEach(ear -> ear.onSecond(nowUs));
    }

    void tellAll(SoundNews news) {
        fanOut.each(everyone(), ear -> ear.tell(news));
    }

    /** Each guest's are their own, and nobody is in a hurry for them: a frame does not wait until thousands have theirs. */
    void tellFigures(SoundNews.Stats stats) {
        SoundNews.Stats before = figures;
        if (before != null) {
            uninformed.subList(informed, uninformed.size()).forEach(ear -> ear.tell(before));
        }
        figures = stats;
        uninformed = everyone();
        informed = 0;
        tellMoreFigures();
    }

    /** All have them a second after they were told. */
    void tellMoreFigures() {
        SoundNews.Stats stats = figures;
        if (stats != null) {
            int portion = Math.max(FIGURES_AT_ONCE, Math.ceilDiv(uninformed.size(), FIGURES_TURNS));
            int until = Math.min(uninformed.size(), informed + portion);
            uninformed.subList(informed, until).forEach(ear -> ear.tell(stats));
            informed = until;
        }
    }

    /** Nothing more comes of it, to anybody. */
    void finishAll(long epoch, long nowUs) {
        giveWhatWaits(nowUs);
        ByteString end = endFrame(epoch, nowUs);
        fanOut.each(everyone(), ear -> ear.end(end));
        forgetFigures();
    }

    private void forgetFigures() {
        figures = null;
        uninformed = List.of();
        informed = 0;
    }

    void finish(Listener listener, long epoch, long nowUs) {
        giveWhatWaits(nowUs);
        Ear ear = ears.remove(listener);
        everyone = List.of();
        if (ear != null) {
            ear.end(endFrame(epoch, nowUs));
        }
    }

    /** When the last of it has been heard. */
    private ByteString endFrame(long epoch, long nowUs) {
        long seq = 0;
        long silentUs = nowUs;
        for (Line line : lines.values()) {
            seq = Math.max(seq, line.newestSeq() + 1);
            silentUs = Math.max(silentUs, line.silentUs());
        }
        return new AudioFrame(AudioFrame.Kind.END, 0, 0, Serial.wire(epoch), Serial.wire(seq), silentUs, List.of())
                .encode();
    }

    /** Null for silence, and for who is not here. */
    @Nullable
    Tier target(Listener listener) {
        Ear ear = ears.get(listener);
        return ear == null ? null : ear.target();
    }

    /** Those that are heard, until the ones that should be heard are there. */
    Set<Tier> wanted() {
        Set<Tier> wanted = EnumSet.noneOf(Tier.class);
        for (Ear ear : ears.values()) {
            addIfAny(wanted, ear.target());
            if (ear.target() != null) {
                addIfAny(wanted, ear.current());
            }
        }
        return wanted;
    }

    FromNode.Audience audience(long nowUs) {
        int[] guests = new int[Tier.HEARD.size()];
        List<Double> lateness = new ArrayList<>();
        List<Double> drift = new ArrayList<>();
        for (Ear ear : ears.values()) {
            Tier hears = ear.current();
            if (hears != null) {
                guests[hears.wire()]++;
            }
            HearingReport report = ear.report(nowUs);
            if (report != null) {
                if (ear.countsForDelay()) {
                    lateness.add(ear.neededMs(report, nowUs));
                }
                drift.add(Math.abs(report.driftMs()));
            }
        }
        List<Integer> counted = new ArrayList<>();
        for (int each : guests) {
            counted.add(each);
        }
        return new FromNode.Audience(
                counted,
                Spread.of(FromNode.Audience.NONE.lateness().stepMs(), lateness),
                Spread.of(FromNode.Audience.NONE.drift().stepMs(), drift));
    }

    /** Where the counter begins anew, numbers mean something else from now on, in every tier. */
    private void resume(SoundPacket first, long nowUs) {
        giveWhatWaits(nowUs);
        epoch = first.epoch();
        if (lines.values().stream().anyMatch(line -> line.newestSeq() >= first.seq())) {
            lines.values().forEach(Line::forget);
            ears.values().forEach(ear -> ear.countFrom(first.seq()));
        }
        lines.values().forEach(line -> line.goOnAt(first.seq()));
    }

    private void giveWhatWaits(long nowUs) {
        for (Line line : lines.values()) {
            give(line, line.rest(nowUs), nowUs);
        }
    }

    /** With the tier they should hear, or any other that is here until that comes. */
    private void start(Ear ear, long nowUs) {
        Tier target = ear.target();
        if (target == null) {
            return;
        }
        Tier best = target;
        for (Tier tier : Tier.HEARD) {
            if (line(best).silentUs() <= nowUs && line(tier).silentUs() > nowUs) {
                best = tier;
            }
        }
        if (line(best).silentUs() > nowUs) {
            ear.begin(line(best), best, nowUs);
        }
    }

    private void give(Line line, List<GuestFrame> frames, long nowUs) {
        for (GuestFrame frame : frames) {
            fanOut.each(everyone(), ear -> {
                Tier hears = ear.current();
                long currentsNewest = hears == null ? 0 : line(hears).newestSeq();
                ear.hear(frame, line, currentsNewest, nowUs);
            });
        }
    }

    /** Made anew only after somebody came or went. */
    private List<Ear> everyone() {
        if (everyone.size() != ears.size()) {
            everyone = List.copyOf(ears.values());
        }
        return everyone;
    }

    private Line line(Tier tier) {
        return lines.computeIfAbsent(tier, Line::new);
    }

    private static void addIfAny(Set<Tier> tiers, @Nullable Tier tier) {
        if (tier != null) {
            tiers.add(tier);
        }
    }
}
