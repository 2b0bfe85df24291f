package org.sunwindow.privacy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.sunwindow.privacy.context.Table;
import org.sunwindow.privacy.lists.NameLists;
import org.sunwindow.privacy.names.PaddedNames;
import org.sunwindow.privacy.numbers.IdentityTails;
import org.sunwindow.privacy.numbers.Numbers;
import org.sunwindow.privacy.persons.Persons;
import org.sunwindow.privacy.text.ReaderText;

/** Finds personal data in texts. */
public final class Sentinel {

    private Sentinel() {}

    /**
     * Returns the personal data in a text, ordered by position. Takes linear time.
     *
     * @param use what the field of the text is used for
     */
    public static List<Finding> find(String text, FieldUse use) {
        if (use == FieldUse.PUBLIC_NUMBER) {
            return List.of();
        }
        ReaderText reader = ReaderText.of(text);
        if (use == FieldUse.TEXT) {
            reader = PaddedNames.join(reader);
        }
        var found = new ArrayList<Finding>();
        Table table = Table.of(reader);
        Numbers.find(reader, table, use, found);
        if (use == FieldUse.TEXT) {
            IdentityTails.find(reader, table, found);
            NameLists.find(reader, table, found);
            Addresses.find(reader, table, found);
            Persons.find(reader, table, found);
        }
        // several detectors may report the same name
        return found.stream()
                .distinct()
                .sorted(Comparator.comparingInt(Finding::start))
                .toList();
    }
}
