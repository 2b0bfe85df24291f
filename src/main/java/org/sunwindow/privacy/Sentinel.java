package org.sunwindow.privacy;

import java.util.ArrayList;
import java.util.List;

/** Finds personal data in texts. */
public final class Sentinel {

    private Sentinel() {}

    /** Returns the personal data in a text, in the order of their positions. */
    public static List<Finding> find(String text, FieldUse use) {
        if (use == FieldUse.PUBLIC_NUMBER || !PersonalData.mayContain(text)) {
            return List.of();
        }
        var found = new ArrayList<Finding>();
        for (PersonalData.Number number : PersonalData.find(text, use == FieldUse.RECORD_NUMBER)) {
            PersonalKind kind = PersonalKind.valueOf(number.name());
            if (use != FieldUse.PUBLISHED_PHONE || kind != PersonalKind.MOBILE) {
                found.add(new Finding(kind, 0, text.length(), text));
            }
        }
        return found;
    }
}
