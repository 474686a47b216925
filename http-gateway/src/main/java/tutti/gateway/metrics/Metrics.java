package tutti.gateway.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import tutti.gateway.wire.ClientMessage;
import tutti.gateway.wire.Code;
import tutti.gateway.wire.Codec;
import tutti.gateway.wire.Words;

/** What the gateway counts. */
public final class Metrics implements AutoCloseable {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final AtomicInteger listeners = new AtomicInteger();
    private final AtomicInteger sockets = new AtomicInteger();
    private final Counter joins = registry.counter(Names.JOINS);
    private final Counter overflows = registry.counter(Names.OUTBOX_OVERFLOWS);
    private final Counter skips = registry.counter(Names.LISTENERS_SKIPPED);
    private final Counter statusRequests = registry.counter(Names.STATUS_REQUESTS);
    private final Counter soundDrops = registry.counter(Names.SOUND_DROPPED);
    private final Counter stalls = registry.counter(Names.CLIENT_STALLS);
    private final DistributionSummary drift = histogram(Names.CLIENT_DRIFT, 10, 25, 50, 80, 150, 250, 500, 1_000);
    private final Timer join = timer(Names.CLIENT_JOIN);
    private final Timer firstFrame = timer(Names.CLIENT_FIRST_FRAME);

    public Metrics() {
        registry.gauge(Names.LISTENERS, listeners);
        registry.gauge(Names.SOCKETS, sockets);
        new ClassLoaderMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        collections.bindTo(registry);
    }

    /** In the text format of Prometheus. */
    public String scrape() {
        return registry.scrape();
    }

    public void socketsOpen(int count) {
        sockets.set(count);
    }

    public int socketsOpen() {
        return sockets.get();
    }

    public void joined() {
        joins.increment();
    }

    public void message(ClientMessage message) {
        registry.counter(Names.MESSAGES, Names.TAG_TYPE, Codec.nameOf(message.getClass()))
                .increment();
    }

    public void malformed(Code code) {
        registry.counter(Names.MALFORMED, Names.TAG_CODE, code.word()).increment();
    }

    public void refused(Code code) {
        registry.counter(Names.REFUSALS, Names.TAG_CODE, code.word()).increment();
    }

    public void goodbye(Code code) {
        registry.counter(Names.GOODBYES, Names.TAG_CODE, code.word()).increment();
    }

    public void outboxOverflowed() {
        overflows.increment();
    }

    /** A frame from a host. */
    public void soundReceived(Enum<?> taken) {
        registry.counter(Names.SOUND_RECEIVED, Names.TAG_KIND, Words.of(taken)).increment();
    }

    /** A guest could not take it in time. */
    public void soundDropped() {
        soundDrops.increment();
    }

    /** With players of their own. */
    public void listening(int count) {
        listeners.set(count);
    }

    /** One of them did not keep up, and goes on with what is live. */
    public void listenerSkipped() {
        skips.increment();
    }

    public void statusAsked() {
        statusRequests.increment();
    }

    public void answered(String route, int status) {
        registry.counter(Names.HTTP_REQUESTS, Names.TAG_ROUTE, route, Names.TAG_STATUS, Integer.toString(status))
                .increment();
    }

    /** However far off, in ms, in either direction. */
    public void clientDrift(double driftMs) {
        drift.record(Math.abs(driftMs));
    }

    public void clientJoined(Duration took) {
        join.record(took);
    }

    public void clientSawFirstFrame(Duration took) {
        firstFrame.record(took);
    }

    public void clientStalled(int times) {
        stalls.increment(times);
    }

    public void clientFailed(Enum<?> kind) {
        registry.counter(Names.CLIENT_ERRORS, Names.TAG_KIND, Words.of(kind)).increment();
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }

    private DistributionSummary histogram(String name, double... bounds) {
        return DistributionSummary.builder(name)
                .baseUnit("ms")
                .serviceLevelObjectives(bounds)
                .register(registry);
    }

    private Timer timer(String name) {
        return Timer.builder(name)
                .serviceLevelObjectives(
                        Duration.ofMillis(100),
                        Duration.ofMillis(250),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(5))
                .register(registry);
    }
}
