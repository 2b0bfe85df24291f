package org.sunwindow.bulk;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.sunwindow.Settings;
import org.sunwindow.bulk.ChangePage.Item;
import org.sunwindow.bulk.ChangePage.Reason;
import org.sunwindow.bulk.ChangePage.Type;
import org.sunwindow.index.PublicLog;
import org.sunwindow.index.PublicLog.Absence;
import org.sunwindow.index.PublicLog.Logged;
import org.sunwindow.index.PublicLog.Turn;
import org.sunwindow.read.RawJson;

/**
 * Reads what a follower has missed. A record changes by a revision, or because its time comes: then it has none. So a
 * cursor has a revision and an instant, and a page holds first the records that began or ceased to be public since that
 * instant, then the later revisions. All are returned in their present state, which makes a second delivery harmless and
 * keeps what is no longer public from being delivered.
 */
@ApplicationScoped
class ChangeFeed {

    private final ZoneId zone;

    ChangeFeed(Settings settings) {
        this.zone = settings.zone();
    }

    /**
     * @param items    the changes
     * @param next     where to continue
     * @param complete whether there is no further change in this state of the index
     */
    record Found(List<Item> items, ChangeCursor next, boolean complete) {

        /** Whether a client that waits is answered: there are changes, or revisions that it does not have to know. */
        boolean isNews(ChangesRequest request) {
            return !items.isEmpty() || !complete && !isBehind(request);
        }

        /** Whether the state of the index is older than the cursor, which another instance has issued. */
        boolean isBehind(ChangesRequest request) {
            return !complete && next.equals(request.after());
        }
    }

    Found read(PublicLog log, ChangesRequest request) {
        ChangeCursor after =
                request.after() == null ? ChangeCursor.start(log.position().storeId(), log.now()) : request.after();
        after.requireStore(log.position().storeId());
        if (after.revision() > log.position().revision()) {
            // the states that this instance knows may be outdated
            return new Found(List.of(), after, false);
        }
        // the clock of the instance that issued the cursor may be ahead: what it has read is read again
        Turn from = after.turn().at().isAfter(log.now()) ? new Turn(log.now(), Long.MAX_VALUE) : after.turn();
        List<Logged> turned =
                log.turned(request.kinds(), after.revision(), from, log.now(), request.size(), request.records());
        if (turned.size() == request.size()) {
            Logged last = turned.getLast();
            return new Found(
                    items(turned, request), after.at(after.revision(), new Turn(last.at(), last.revision())), false);
        }
        List<Logged> changed =
                log.changed(request.kinds(), after.revision(), request.size() - turned.size(), request.records());
        boolean complete = turned.size() + changed.size() < request.size();
        long reached = complete ? log.position().revision() : changed.getLast().revision();
        var both = new ArrayList<>(turned);
        both.addAll(changed);
        return new Found(items(both, request), after.at(reached, new Turn(log.now(), Long.MAX_VALUE)), complete);
    }

    private List<Item> items(List<Logged> entries, ChangesRequest request) {
        return entries.stream()
                .filter(entry -> entry.absence() != Absence.NEVER_PUBLIC)
                .map(entry -> item(entry, request.publisher()))
                .toList();
    }

    /** Returns the change of a record that is public. */
    Item changed(Logged entry) {
        return item(entry, null);
    }

    /** A record of another publisher may have been one of the wanted publisher before. */
    private Item item(Logged entry, String publisher) {
        boolean wanted = publisher == null || entry.publishers().contains(publisher);
        if (entry.absence() == null && wanted) {
            RawJson record = entry.json() == null ? null : new RawJson(entry.json());
            return item(Type.CHANGED, null, entry, record);
        }
        Reason reason = entry.absence() == null ? Reason.OTHER_PUBLISHER : Reason.of(entry.absence());
        return item(Type.REMOVED, reason, entry, null);
    }

    private Item item(Type type, Reason reason, Logged entry, RawJson record) {
        return new Item(
                type,
                reason,
                entry.kind(),
                entry.key(),
                entry.revision(),
                entry.at().atZone(zone).toOffsetDateTime(),
                record);
    }
}
