package org.tilewatch.edge.imagery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class WindowTest {

    @Test
    void itsFarEdgesAreOnePastTheLast() {
        Window window = new Window(-30, 5, 20, 10);

        assertThat(window.right()).isEqualTo(-10);
        assertThat(window.bottom()).isEqualTo(15);
    }

    @Test
    void aWindowWithoutPixelsIsRefused() {
        assertThatThrownBy(() -> new Window(0, 0, 0, 4)).hasMessageContaining("0 x 4");
        assertThatThrownBy(() -> new Window(0, 0, 4, -1)).hasMessageContaining("4 x -1");
    }
}
