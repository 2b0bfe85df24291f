package org.sunwindow.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** No record names a file or a program on the machine of its reader. */
class WebAddressTest {

    @Test
    void everyAddressIsOneOfTheWeb() {
        var addresses = new ArrayList<String>();
        ImportedRecords.all()
                .flatMap(type -> Arrays.stream(type.getDeclaredFields()))
                .filter(field -> field.getType() == String.class || field.getType() == List.class)
                .filter(field -> field.getName().matches("(?i).*url"))
                .forEach(field -> {
                    String name = field.getDeclaringClass().getSimpleName() + "." + field.getName();
                    addresses.add(name);
                    assertThat(field.isAnnotationPresent(WebAddress.class)
                                    || field.isAnnotationPresent(SecureWebAddress.class))
                            .as(name)
                            .isTrue();
                });
        assertThat(addresses)
                .contains("Attachment.url", "ServiceItem.onlineUrl", "Office.bookingUrl", "Way.url", "Channel.url");
    }
}
