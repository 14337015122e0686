package dev.upkeep.drivers.database.postgres;

import dev.upkeep.drivers.database.PrivateServers.Writing;
import java.nio.file.Path;

/// The settings of a server that lives for minutes: fast, reachable by us alone, and with nothing that acts by itself
/// (no autovacuum, no replication, no jobs, no preloaded library). Dynamic shared memory is kept in files of its
/// folder,
/// so that nothing of it survives the folder and a small `/dev/shm` does not matter.
final class PrivateServerSettings {
    private PrivateServerSettings() {}

    private static final String FAST = """
            fsync = off
            full_page_writes = off
            synchronous_commit = off
            wal_level = minimal
            max_wal_size = 16GB
            checkpoint_timeout = 1h
            """;

    /// What a server has that nobody configured.
    private static final String SAFE = """
            fsync = on
            full_page_writes = on
            synchronous_commit = on
            wal_level = replica
            max_wal_size = 1GB
            checkpoint_timeout = 5min
            """;

    static String text(int port, Path hbaFile, Writing writing) {
        return (writing == Writing.FAST ? FAST : SAFE) + """
                listen_addresses = '127.0.0.1'
                port = %d
                unix_socket_directories = ''
                hba_file = %s
                ssl = off
                password_encryption = 'scram-sha-256'
                max_connections = 40
                max_locks_per_transaction = 2048
                max_wal_senders = 0
                wal_buffers = 16MB
                shared_buffers = 256MB
                maintenance_work_mem = 256MB
                work_mem = 32MB
                dynamic_shared_memory_type = mmap
                huge_pages = off
                max_parallel_workers_per_gather = 0
                max_parallel_maintenance_workers = 0
                max_logical_replication_workers = 0
                shared_preload_libraries = ''
                autovacuum = off
                jit = off
                timezone = 'UTC'
                log_timezone = 'UTC'
                lc_messages = 'C'
                logging_collector = off
                log_line_prefix = '%%m %%d '
                """.formatted(port, quoted(hbaFile.toString()));
    }

    private static String quoted(String value) {
        return "'" + value.replace("'", "''") + "'";
    }
}
