package org.sunwindow.kind;

/**
 * A member of a field's values that is the key of another record.
 *
 * @param path     names of components, such as {@code related.key}
 * @param required whether its object has no meaning without it
 */
record FieldReference(String path, String kind, boolean required) {}
