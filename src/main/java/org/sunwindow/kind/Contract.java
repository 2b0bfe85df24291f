package org.sunwindow.kind;

import java.util.Locale;

/**
 * The texts that describe the two operations of a kind in the contract. All but the identifiers are Chinese.
 *
 * @param plural      the collection in the identifier of the list operation, such as {@code Services}, and in
 *     {@link #path}
 * @param singular    the record in the identifier of the other operation, such as {@code Service}
 * @param collection  the collection in words, such as 办事指南
 * @param one         one record in words, such as 一个事项
 * @param noun        a record in words, such as 事项
 * @param list        the list operation
 * @param record      the operation that returns one record
 * @param listed      describes an item of the list that leaves out parts of the record; may be {@code null}
 * @param keyText     describes the key
 * @param keyExample  the key of a sample record
 */
public record Contract(
        String plural,
        String singular,
        String collection,
        String one,
        String noun,
        Operation list,
        Operation record,
        String listed,
        String keyText,
        String keyExample) {

    /**
     * Returns the path of the list below the base path of the API: the plural in lower case, such as {@code /services}
     * or {@code /catalog-items}. The build fails if the resource has another one.
     */
    public String path() {
        return "/" + plural.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    /**
     * @param answer describes the response
     */
    public record Operation(String summary, String description, String answer) {}
}
