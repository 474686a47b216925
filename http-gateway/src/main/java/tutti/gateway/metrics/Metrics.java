package tutti.gateway.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter.MeterProvider;
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
import java.util.function.IntSupplier;
import tutti.gateway.wire.ClientMessage;
import tutti.gateway.wire.Code;
import tutti.gateway.wire.Codec;
import tutti.gateway.wire.Words;

/** What the gateway counts. */
public final class Metrics implements AutoCloseable {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final AtomicInteger clusterNodes = new AtomicInteger();
    private final AtomicInteger listeners = new AtomicInteger();
    private final AtomicInteger ready = new AtomicInteger();
    private final AtomicInteger rooms = new AtomicInteger();
    private final AtomicInteger sockets = new AtomicInteger();
    private final AtomicInteger warmingUp = new AtomicInteger();
    private final Counter joins = counter(Metric.JOINS);
    private final Counter overflows = counter(Metric.OUTBOX_OVERFLOWS);
    private final Counter receivedBytes = counter(Metric.RECEIVED_BYTES);
    private final Counter skips = counter(Metric.LISTENERS_SKIPPED);
    private final Counter statusRequests = counter(Metric.STATUS_REQUESTS);
    private final Counter soundDrops = counter(Metric.SOUND_DROPPED);
    private final Counter stalls = counter(Metric.CLIENT_STALLS);
    private final MeterProvider<Counter> clientErrors = counters(Metric.CLIENT_ERRORS);
    private final MeterProvider<Counter> connectionsRefused = counters(Metric.CONNECTIONS_REFUSED);
    private final MeterProvider<Counter> goodbyes = counters(Metric.GOODBYES);
    private final MeterProvider<Counter> malformed = counters(Metric.MALFORMED);
    private final MeterProvider<Counter> messages = counters(Metric.MESSAGES);
    private final MeterProvider<Counter> refusals = counters(Metric.REFUSALS);
    private final MeterProvider<Counter> requests = counters(Metric.HTTP_REQUESTS);
    private final MeterProvider<Counter> soundReceived = counters(Metric.SOUND_RECEIVED);
    private final DistributionSummary drift = histogram(Metric.CLIENT_DRIFT, 10, 25, 50, 80, 150, 250, 500, 1_000);
    private final Timer join = timer(Metric.CLIENT_JOIN);
    private final Timer firstFrame = timer(Metric.CLIENT_FIRST_FRAME);

    public Metrics() {
        gauge(Metric.CLUSTER_NODES, clusterNodes);
        gauge(Metric.LISTENERS, listeners);
        gauge(Metric.READY, ready);
        gauge(Metric.ROOMS, rooms);
        gauge(Metric.SOCKETS, sockets);
        gauge(Metric.WARMING_UP, warmingUp);
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

    public void warmingUp(boolean isWarmingUp) {
        warmingUp.set(isWarmingUp ? 1 : 0);
    }

    /** What is asked of the node each time somebody looks. */
    public void node(boolean isReady, int roomsAwake, int nodesUp) {
        ready.set(isReady ? 1 : 0);
        rooms.set(roomsAwake);
        clusterNodes.set(nodesUp);
    }

    /** Asked each time somebody looks. */
    public void connections(IntSupplier open) {
        Gauge.builder(Metric.CONNECTIONS.id, open, IntSupplier::getAsInt)
                .description(Metric.CONNECTIONS.help)
                .strongReference(true)
                .register(registry);
    }

    /** One was ended at once, for that many there were already. */
    public void connectionRefused(Enum<?> reached) {
        connectionsRefused.withTag(Metric.TAG_KIND, Words.of(reached)).increment();
    }

    /** A frame of so many bytes. */
    public void received(int bytes) {
        receivedBytes.increment(bytes);
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

    /** How often somebody came in since the start. */
    public int joins() {
        return (int) joins.count();
    }

    public void message(ClientMessage message) {
        messages.withTag(Metric.TAG_TYPE, Codec.nameOf(message.getClass())).increment();
    }

    public void malformed(Code code) {
        malformed.withTag(Metric.TAG_CODE, code.word()).increment();
    }

    public void refused(Code code) {
        refusals.withTag(Metric.TAG_CODE, code.word()).increment();
    }

    public void goodbye(Code code) {
        goodbyes.withTag(Metric.TAG_CODE, code.word()).increment();
    }

    public void outboxOverflowed() {
        overflows.increment();
    }

    /** A frame from a host. */
    public void soundReceived(Enum<?> taken) {
        soundReceived.withTag(Metric.TAG_KIND, Words.of(taken)).increment();
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
        requests.withTags(Metric.TAG_ROUTE, route, Metric.TAG_STATUS, Integer.toString(status))
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
        clientErrors.withTag(Metric.TAG_KIND, Words.of(kind)).increment();
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }

    private Counter counter(Metric metric) {
        return Counter.builder(metric.id).description(metric.help).register(registry);
    }

    /** One for each value of its tags. */
    private MeterProvider<Counter> counters(Metric metric) {
        return Counter.builder(metric.id).description(metric.help).withRegistry(registry);
    }

    private void gauge(Metric metric, AtomicInteger number) {
        Gauge.builder(metric.id, number, AtomicInteger::get)
                .description(metric.help)
                .register(registry);
    }

    private DistributionSummary histogram(Metric metric, double... bounds) {
        return DistributionSummary.builder(metric.id)
                .description(metric.help)
                .baseUnit("ms")
                .serviceLevelObjectives(bounds)
                .register(registry);
    }

    private Timer timer(Metric metric) {
        return Timer.builder(metric.id)
                .description(metric.help)
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
