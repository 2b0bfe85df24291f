package org.sunwindow.publication;

import java.util.List;
import org.sunwindow.Identifier;

/**
 * Identifies a record with one that was sent before, perhaps under another key. Keys are canonical, see
 * {@link Identifier#canonical}.
 *
 * @param key       under which the record is stored, at most {@link Identifier#MAX_LENGTH} characters
 * @param otherKeys under which the sender has sent the same record before, according to the record
 * @param likeness  equal for records that cannot be distinguished without a number, at most 40 characters; {@code null}
 *     for none
 * @param numbered  whether the key is the record's official number, which distinguishes it from others of its likeness
 */
public record RecordIdentity(String key, List<String> otherKeys, String likeness, boolean numbered) {

    public RecordIdentity {
        key = Identifier.canonical(key);
        otherKeys = otherKeys.stream().map(Identifier::canonical).toList();
    }

    /** The identity of a record that is known by its key only. */
    public static RecordIdentity of(String key) {
        return new RecordIdentity(key, List.of(), null, true);
    }

    /** Whether a key can be stored. */
    public boolean isValid() {
        return !key.isEmpty() && key.length() <= Identifier.MAX_LENGTH;
    }
}
