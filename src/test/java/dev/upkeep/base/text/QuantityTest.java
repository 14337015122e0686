package dev.upkeep.base.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class QuantityTest {
    @Test
    void onlyOneIsSingular() {
        assertThat(Quantity.of(0, "file")).isEqualTo("0 files");
        assertThat(Quantity.of(1, "file")).isEqualTo("1 file");
        assertThat(Quantity.of(2, "large object")).isEqualTo("2 large objects");
    }
}
