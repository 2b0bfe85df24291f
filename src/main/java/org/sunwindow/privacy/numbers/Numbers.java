package org.sunwindow.privacy.numbers;

import java.util.List;
import org.sunwindow.privacy.FieldUse;
import org.sunwindow.privacy.Finding;
import org.sunwindow.privacy.context.Table;
import org.sunwindow.privacy.text.IdentityNumberFormat;
import org.sunwindow.privacy.text.ReaderText;

/** Finds personal numbers: identity numbers, phones, bank cards, passports and number plates. */
public final class Numbers {

    private Numbers() {}

    public static void find(ReaderText text, Table table, FieldUse use, List<Finding> found) {
        String plain = text.toString();
        if (use == FieldUse.RECORD_NUMBER) {
            for (int i = 0; i < plain.length(); i++) {
                if (isStart(text, i) && DigitRun.isLong(text, i)) {
                    add(IdentityNumbers.at(text, i, "", true), found);
                }
            }
            return;
        }
        boolean phones = use == FieldUse.TEXT;
        boolean homes = phones && PhoneNumbers.mentionsHome(text);
        boolean passports = PassportsAndPlates.hasLabel(text);
        Table.Headings headings = table.headingsByPosition();
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            Finding finding = null;
            if (c >= '0' && c <= '9') {
                if (!isStart(text, i) || !DigitRun.isLong(text, i)) {
                    continue;
                }
                String heading = headings.at(i);
                boolean record = NumberContext.isRecordNumber(text, i);
                finding = IdentityNumbers.at(text, i, heading, record);
                boolean exempt =
                        finding != null && !isValidIdentity(finding.value()) && NumberInAddress.is(text, i, i + 1);
                finding = exempt ? null : finding;
                if (finding == null && phones) {
                    finding = PhoneNumbers.mobile(text, i, heading);
                }
                if (finding == null && !record) {
                    finding = CardNumbers.at(text, i, heading);
                }
                if (finding == null && homes) {
                    finding = PhoneNumbers.landline(text, i, heading);
                }
                if (finding == null && passports) {
                    finding = PassportsAndPlates.passport(text, i, heading);
                }
            } else if (c >= 'A' && c <= 'z') {
                if ((passports || PassportsAndPlates.isSeries(text, i))
                        && !isLetter(text.at(i - 1))
                        && !text.isDigit(i - 1)) {
                    finding = PassportsAndPlates.passport(text, i, headings.at(i));
                }
            } else if (c > 'z') {
                finding = PassportsAndPlates.plate(text, i);
            }
            if (finding != null) {
                i = Math.max(i, lastOf(text, finding, i));
                found.add(finding);
            }
        }
    }

    private static boolean isValidIdentity(String number) {
        return number.matches("\\d{17}[\\dX]") && IdentityNumberFormat.isValid(number);
    }

    /** The position of the last character of a finding in the folded text. */
    private static int lastOf(ReaderText text, Finding finding, int from) {
        return text.positionOf(finding.end(), from) - 1;
    }

    private static void add(Finding finding, List<Finding> found) {
        if (finding != null) {
            found.add(finding);
        }
    }

    private static boolean isLetter(char c) {
        return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
    }

    private static boolean isStart(ReaderText text, int i) {
        return text.isDigit(i) && !text.isDigit(i - 1);
    }
}
