package tutti.engine.directory;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.sharding.typed.ShardedDaemonProcessSettings;
import org.apache.pekko.cluster.sharding.typed.javadsl.ShardedDaemonProcess;
import org.apache.pekko.japi.function.Function;
import org.apache.pekko.persistence.jdbc.query.javadsl.JdbcReadJournal;
import org.apache.pekko.persistence.query.Offset;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.projection.ProjectionBehavior;
import org.apache.pekko.projection.ProjectionId;
import org.apache.pekko.projection.eventsourced.EventEnvelope;
import org.apache.pekko.projection.eventsourced.javadsl.EventSourcedProvider;
import org.apache.pekko.projection.javadsl.GroupedProjection;
import org.apache.pekko.projection.javadsl.SourceProvider;
import org.apache.pekko.projection.jdbc.JdbcSession;
import org.apache.pekko.projection.jdbc.javadsl.JdbcHandler;
import org.apache.pekko.projection.jdbc.javadsl.JdbcProjection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tutti.engine.id.RoomId;
import tutti.engine.journal.Database;
import tutti.engine.journal.Past;
import tutti.engine.room.RoomEvent;

/**
 * Writes the rooms' tagged events into the list of rooms: one process in the whole cluster, each event once, some of them at a
 * time, so that a flood of new rooms is not one wait for the disk each. A node that stood still and goes on may put the offset
 * back, behind the one that took over from it: each event may come again then, and does no harm.
 */
final class DirectoryProjection {
    private static final Logger log = LoggerFactory.getLogger(DirectoryProjection.class);
    /** The class of SQL states "data exception". */
    private static final String DATA_FAULT = "22";

    /** PostgreSQL keeps track of 64 savepoints of a transaction cheaply. */
    private static final int AT_ONCE = 50;

    private static final Duration GATHERED_WITHIN = Duration.ofMillis(50);

    private DirectoryProjection() {}

    static void start(ActorSystem<?> system, Database database) {
        SourceProvider<Offset, EventEnvelope<RoomEvent>> events =
                EventSourcedProvider.eventsByTag(system, JdbcReadJournal.Identifier(), RoomEvent.DIRECTORY_TAG);
        GroupedProjection<Offset, EventEnvelope<RoomEvent>> projection = JdbcProjection.groupedWithin(
                        ProjectionId.of("directory", "all"),
                        events,
                        () -> new Session(database.pool()),
                        Handler::new,
                        system)
                .withGroup(AT_ONCE, GATHERED_WITHIN);
        ShardedDaemonProcess.get(system)
                .init(
                        ProjectionBehavior.Command.class,
                        "directory",
                        1,
                        index -> ProjectionBehavior.create(projection),
                        ShardedDaemonProcessSettings.create(system),
                        Optional.of(ProjectionBehavior.stopMessage()));
    }

    private static final class Handler extends JdbcHandler<List<EventEnvelope<RoomEvent>>, Session> {
        @Override
        public void process(Session session, List<EventEnvelope<RoomEvent>> envelopes) throws SQLException {
            for (EventEnvelope<RoomEvent> envelope : envelopes) {
                process(session, envelope);
            }
        }

        /**
         * What the database cannot hold (a text it has no letters for) will never fit: that one event is left out, or it
         * would stand in the way of all rooms for ever. Any other fault is tried again.
         */
        private static void process(Session session, EventEnvelope<RoomEvent> envelope) throws SQLException {
            Savepoint before = session.connection.setSavepoint();
            try {
                write(session.connection, envelope);
            } catch (SQLException fault) {
                if (fault.getSQLState() == null || !fault.getSQLState().startsWith(DATA_FAULT)) {
                    throw fault;
                }
                session.connection.rollback(before);
                log.error("left an event of {} out of the list of rooms", envelope.persistenceId(), fault);
            }
        }
    }

    static void write(Connection connection, EventEnvelope<RoomEvent> envelope) throws SQLException {
        RoomId room =
                new RoomId(PersistenceId.ofUniqueId(envelope.persistenceId()).entityId());
        switch (envelope.event()) {
            case RoomEvent.Opened opened ->
                RoomRow.insertIfNew(connection, opened.room(), Math.floorDiv(opened.atUs(), 1_000L));
            case RoomEvent.SourceChanged changed -> RoomRow.update(connection, room, changed.source());
            case RoomEvent.AccessChanged changed -> RoomRow.update(connection, room, changed.access());
            case RoomEvent.HostChanged changed -> RoomRow.update(connection, room, changed.host(), changed.name());
            case RoomEvent.Transferred given -> RoomRow.update(connection, room, given.to(), given.name());
            case RoomEvent.BroadcastStarted started -> RoomRow.update(connection, room, true);
            case RoomEvent.BroadcastStopped stopped -> RoomRow.update(connection, room, false);
            case RoomEvent.Closed closed -> {
                RoomRow.delete(connection, room);
                Past.note(connection, envelope.persistenceId(), envelope.sequenceNr());
            }
            case RoomEvent.PlaybackMoved untagged -> {}
            case RoomEvent.Ordered untagged -> {}
            case RoomEvent.Said untagged -> {}
            case RoomEvent.LineDeleted untagged -> {}
            case RoomEvent.SettingsChanged untagged -> {}
            case RoomEvent.BroadcastInterrupted untagged -> {}
        }
    }

    /** One transaction: the line and the projection's offset are written together or not at all. */
    private static final class Session implements JdbcSession {
        private final Connection connection;

        Session(DataSource pool) {
            try {
                connection = pool.getConnection();
                connection.setAutoCommit(false);
            } catch (SQLException e) {
                throw new DirectoryException(e);
            }
        }

        @Override
        public <R> R withConnection(Function<Connection, R> work) throws Exception {
            return work.apply(connection);
        }

        @Override
        public void commit() throws SQLException {
            connection.commit();
        }

        @Override
        public void rollback() throws SQLException {
            connection.rollback();
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }
}
