package org.sunwindow.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpMethod;
import org.junit.jupiter.api.Test;

class AccessLogTest {

    @Test
    void whatTheClientCallsAMethodIsNotLogged() {
        assertThat(AccessLog.method(HttpMethod.PATCH)).isEqualTo("PATCH");
        assertThat(AccessLog.method(HttpMethod.valueOf("X".repeat(20_000)))).isEqualTo("OTHER");
        assertThat(AccessLog.method(HttpMethod.valueOf("get"))).isEqualTo("OTHER");
    }
}
