package dev.upkeep.drivers.database.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// One session that sees the moment, with what it needs to stream rows. For one thread at a time.
///
/// It locks all tables as soon as it is opened, without waiting: later, when somebody waits for one of them to be
/// truncated or altered, a new lock would have to queue behind that, which waits for us. When there are very many
/// tables the server's lock memory is spared, and each is locked when its turn comes.
final class Worker implements AutoCloseable {
    private static final int EAGER = 2_000;
    private static final int BATCH = 200;

    private final Connection connection;
    private final RowStream rows;
    private final boolean lockedAll;

    private Worker(Connection connection, boolean lockedAll) {
        this.connection = connection;
        this.lockedAll = lockedAll;
        this.rows = new RowStream(connection);
    }

    static Worker open(Connections connections, Moment moment) {
        var connection = connections.open(moment.address());
        try {
            Rows.execute(connection, "SET lock_timeout = '1min'");
            Sessions.beginRepeatableRead(connection);
            Rows.execute(connection, "SET TRANSACTION SNAPSHOT '" + moment.exportedId() + "'");
            var eager = moment.relations().size() <= EAGER;
            if (eager) {
                Locks.take(connection, moment.relations(), BATCH, " NOWAIT");
            }
            return new Worker(connection, eager);
        } catch (SQLException failure) {
            Sessions.abandon(connection);
            throw Failures.of("could not join the snapshot of " + moment.address(), failure);
        }
    }

    Connection connection() {
        return connection;
    }

    RowStream rows() {
        return rows;
    }

    void lock(Relation relation) throws SQLException {
        if (!lockedAll) {
            Locks.take(connection, List.of(relation), 1, " NOWAIT");
        }
    }

    @Override
    public void close() {
        Sessions.abandon(connection);
    }
}
