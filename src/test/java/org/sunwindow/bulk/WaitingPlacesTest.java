package org.sunwindow.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WaitingPlacesTest {

    @Test
    void clientTakesATenthAtMost() {
        var places = new WaitingPlaces(30);
        assertThat(places.take("a")).isTrue();
        assertThat(places.take("a")).isTrue();
        assertThat(places.take("a")).isTrue();
        assertThat(places.take("a")).isFalse();
        assertThat(places.take("b")).isTrue();
        assertThat(places.open()).isEqualTo(4);
        places.leave("a");
        assertThat(places.take("a")).isTrue();
        assertThat(places.take("a")).isFalse();
    }

    @Test
    void clientsTogetherTakeAll() {
        var places = new WaitingPlaces(5);
        for (int client = 0; client < 5; client++) {
            assertThat(places.take("client " + client)).isTrue();
        }
        assertThat(places.take("late")).isFalse();
        places.leave("client 3");
        assertThat(places.take("late")).isTrue();
        assertThat(places.open()).isEqualTo(5);
    }
}
