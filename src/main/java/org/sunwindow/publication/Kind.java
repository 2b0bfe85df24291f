package org.sunwindow.publication;

/**
 * A kind of publication. Its record is what an import line parses into, what the store keeps, what the API returns and
 * what the contract describes.
 */
public interface Kind<R> {

    /** Name in imports and in the store, such as {@code disclosure}. */
    String name();

    /** Name for people, such as 政府信息. */
    String label();

    Class<R> type();

    /** The rules of this kind, applied to a record whose shape has been checked. */
    Admission<R> admit(R record);
}
