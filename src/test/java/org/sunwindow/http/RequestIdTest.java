package org.sunwindow.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestIdTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "portal-2026.11_7",
                "5f0c2d1e9b7a46d38e1f0a2b3c4d5e6f",
                "12345678901234567890123456789012",
                "8e03978e-40d5-43e8-bc93-689457957324",
                "12345678-1234-4234-8234-123456789012"
            })
    void acceptableIdentifiersAreKept(String sent) {
        var headers = new DefaultHttpHeaders().set(RequestId.HEADER, sent);
        assertThat(RequestId.settle(headers)).isEqualTo(sent);
        assertThat(headers.get(RequestId.HEADER)).isEqualTo(sent);
    }

    /** Among them the numbers of a phone, an identity document and a bank card, with separators and without. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "two words",
                "张三",
                "\"quoted\"",
                "line%0abreak",
                "13800138000",
                "user-138-0013-8000",
                "11010519491231002X",
                "6222.0212.3456.7890",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            })
    void othersAreReplaced(String sent) {
        var headers = new DefaultHttpHeaders(false).set(RequestId.HEADER, sent);
        String settled = RequestId.settle(headers);
        assertThat(settled).matches("[0-9a-f]{32}");
        assertThat(headers.getAll(RequestId.HEADER)).containsExactly(settled);
    }

    @Test
    void repeatedHeaderIsReplaced() {
        var headers = new DefaultHttpHeaders().set(RequestId.HEADER, List.of("a", "b"));
        assertThat(headers.getAll(RequestId.HEADER)).hasSize(2);
        assertThat(headers.getAll(RequestId.HEADER)).isNotEqualTo(List.of(RequestId.settle(headers)));
        assertThat(headers.getAll(RequestId.HEADER)).hasSize(1);
    }
}
