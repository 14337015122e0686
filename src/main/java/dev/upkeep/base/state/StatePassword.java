package dev.upkeep.base.state;

import java.util.Optional;

/// The password of the state's account, from outside of the command line. Without the variable the driver looks into
/// `~/.pgpass` (or the file that `PGPASSFILE` names). `PGPASSWORD` is not asked: where it is set, it is the operated
/// database's.
final class StatePassword {
    static final String VARIABLE = "UPKEEP_STATE_PASSWORD";

    private StatePassword() {}

    static Optional<String> find() {
        return Optional.ofNullable(System.getenv(VARIABLE)).filter(value -> !value.isEmpty());
    }
}
