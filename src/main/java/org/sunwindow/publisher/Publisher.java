package org.sunwindow.publisher;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sunwindow.http.ProblemCode;
import org.sunwindow.http.ProblemException;
import org.sunwindow.place.DivisionCode;

/**
 * A publisher and what it may write. A record belongs to the publisher that sent it first, its owner, until it is
 * handed over. Immutable.
 *
 * @param name            as configured; the owner of what it sends
 * @param isAdministrator whether it may write the records of everybody, also those without an owner
 * @param kinds           kinds that it may import, empty for all
 * @param others          publishers whose records it may write
 * @param divisions       12-digit codes of divisions in which it may write the records of other publishers
 * @param releases        whether it may release lines from quarantine, of records that it may write
 */
public record Publisher(
        String name,
        boolean isAdministrator,
        Set<String> kinds,
        Set<String> others,
        Set<String> divisions,
        boolean releases) {

    /** A publisher that may import all kinds, and write only what it sent itself. */
    public static Publisher ofOwn(String name) {
        return new Publisher(name, false, Set.of(), Set.of(), Set.of(), false);
    }

    /**
     * Requires that it may import a kind.
     *
     * @throws ProblemException {@link ProblemCode#PUBLISHER_KIND}
     */
    public void require(String kind) {
        if (!mayImport(kind)) {
            throw new ProblemException(ProblemCode.PUBLISHER_KIND, "该凭据未获准报送种类 %s。".formatted(kind));
        }
    }

    public boolean mayImport(String kind) {
        return kinds.isEmpty() || kinds.contains(kind);
    }

    public boolean mayRelease() {
        return isAdministrator || releases;
    }

    /**
     * Whether it may write a stored record. A record without an owner is left to administrators.
     *
     * @param owner    {@code null} if nobody owns it
     * @param division its 12-digit code, may be {@code null}
     */
    public boolean mayWrite(String owner, String division) {
        return isAdministrator || owner != null && (owner.equals(name) || others.contains(owner) || isWithin(division));
    }

    /** Returns the owners whose records it may write, wherever they are: itself and {@link #others}. */
    public Set<String> owners() {
        return Stream.concat(Stream.of(name), others.stream()).collect(Collectors.toUnmodifiableSet());
    }

    private boolean isWithin(String division) {
        return !divisions.isEmpty()
                && division != null
                && DivisionCode.path(division).stream().anyMatch(divisions::contains);
    }
}
