package dev.upkeep.operations.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upkeep.base.problem.UpkeepException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TableWordsTest {
    @Test
    void commasPartNamesButNotInsideOfQuotes() {
        assertThat(TableWords.of(List.of("a,b.c", "\"x,\"\"y\".z,a"))).containsExactly("a", "b.c", "\"x,\"\"y\".z");
    }

    @Test
    void aMissingNameIsSaid() {
        assertThatThrownBy(() -> TableWords.of(List.of("a,,b")))
                .isInstanceOf(UpkeepException.class)
                .hasMessage("a table's name is missing in \"a,,b\"");
    }
}
