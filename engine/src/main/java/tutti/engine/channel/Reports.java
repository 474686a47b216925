package tutti.engine.channel;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/** What a node's members report of their playback, as figures. */
final class Reports {
    private static final long HEARD_WITHIN_US = Duration.ofSeconds(10).toMillis() * 1_000;

    private Reports() {}

    static RoomFigures of(Collection<Seat> seats, long nowUs) {
        List<MemberReport> reports = seats.stream()
                .map(seat -> seat.reportSince(nowUs - HEARD_WITHIN_US))
                .filter(Objects::nonNull)
                .toList();
        double[] drifts = sorted(reports, report -> Math.abs(report.driftMs()));
        double[] rtts = sorted(reports, MemberReport::rttMs);
        return new RoomFigures(
                reports.size(), percentile(drifts, 0.50), percentile(drifts, 0.95), percentile(rtts, 0.95));
    }

    private static double[] sorted(List<MemberReport> reports, ToDoubleFunction<MemberReport> figure) {
        return reports.stream()
                .mapToDouble(figure)
                .filter(Double::isFinite)
                .sorted()
                .toArray();
    }

    private static double percentile(double[] sorted, double share) {
        return sorted.length == 0 ? 0 : sorted[(int) Math.ceil(share * sorted.length) - 1];
    }
}
