package org.sunwindow.directory.office;

import com.github.mangstadt.vinnie.SyntaxStyle;
import com.github.mangstadt.vinnie.VObjectParameters;
import com.github.mangstadt.vinnie.VObjectProperty;
import com.github.mangstadt.vinnie.io.VObjectPropertyValues;
import com.github.mangstadt.vinnie.io.VObjectWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.sunwindow.directory.Closing;
import org.sunwindow.directory.Phone;
import org.sunwindow.kind.Representation;
import org.sunwindow.kind.Representation.Shown;

/** Offices as vCards (RFC 6350), for the address book of a telephone. */
final class VCards {

    static final Representation<Office> REPRESENTATION = new Representation<>("text/vcard", true, VCards::write);

    private VCards() {}

    private static byte[] write(List<Shown<Office>> offices, boolean single) {
        var text = new StringWriter();
        try (var cards = new VObjectWriter(text, SyntaxStyle.NEW)) {
            for (Shown<Office> office : offices) {
                write(cards, office.record());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void write(VObjectWriter card, Office office) throws IOException {
        card.writeBeginComponent("VCARD");
        card.writeVersion("4.0");
        text(card, "UID", office.id());
        text(card, "KIND", "org");
        text(card, "FN", office.name());
        text(card, "CATEGORIES", office.type());
        if (office.dial() != null) {
            for (Phone phone : office.dial()) {
                property(
                        card,
                        "TEL",
                        "tel:" + phone.number().replace(",", ";ext="),
                        "VALUE",
                        "uri",
                        "TYPE",
                        "work,voice");
            }
        }
        if (office.address() != null) {
            // post box, extended, street, locality, region, code, country: a Chinese address is kept in one piece
            String street = VObjectPropertyValues.escape(office.address());
            property(card, "ADR", ";;" + street + ";;;;中国");
        }
        if (office.latitude() != null) {
            property(card, "GEO", "geo:%s,%s".formatted(office.latitude(), office.longitude()));
        }
        if (office.bookingUrl() != null) {
            property(card, "URL", office.bookingUrl());
        }
        text(card, "NOTE", Closing.sentence(office.closedOn(), office.successor()));
        text(card, "NOTE", office.hoursNote());
        card.writeEndComponent("VCARD");
    }

    private static void text(VObjectWriter card, String name, String value) throws IOException {
        if (value != null) {
            property(card, name, VObjectPropertyValues.escape(value));
        }
    }

    private static void property(VObjectWriter card, String name, String value, String... parameters)
            throws IOException {
        var named = new VObjectParameters();
        for (int i = 0; i < parameters.length; i += 2) {
            named.put(parameters[i], parameters[i + 1]);
        }
        card.writeProperty(new VObjectProperty(null, name, named, value));
    }
}
