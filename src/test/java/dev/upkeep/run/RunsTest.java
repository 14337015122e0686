package dev.upkeep.run;

import dev.upkeep.base.state.StatePlace;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class RunsTest extends RunsContract {
    @TempDir
    Path temp;

    @Override
    StatePlace nowhere() {
        return new StatePlace.Folder(temp);
    }
}
