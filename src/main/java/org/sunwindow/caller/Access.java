package org.sunwindow.caller;

import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which scope an operation needs. Spellings of a path that are not listed here reach no resource. */
final class Access {

    private static final String API = "/api/v1/";

    private static final Set<String> STATUS =
            Set.of(API + "status-queries", API + "status-queries/batch", API + "challenges");

    private static final String RECEIPTS = API + "receipts";

    /** A public read whose parameters are in a body. */
    private static final String TOOLS = API + "mcp";

    /** Operations of publishers, who have tokens of their own. */
    private static final List<String> PUBLISHERS = List.of(
            API + "imports",
            API + "records",
            API + "sources",
            API + "quarantine",
            API + "handovers",
            API + "contradictions",
            API + "read-counts");

    /** Operations that only callers have, whatever the method. */
    private static final Map<String, Scope> CALLERS =
            Map.of(API + "webhooks", Scope.WEBHOOKS, API + "case-subscriptions", Scope.FOLLOW);

    private Access() {}

    /**
     * Returns the scope that a request needs, {@code null} if it is none of callers.
     *
     * @param path may be {@code null}
     */
    static Scope scope(HttpMethod method, String path) {
        if (path == null || !path.startsWith(API)) {
            return null;
        }
        for (var own : CALLERS.entrySet()) {
            if (isWithin(own.getKey(), path)) {
                return own.getValue();
            }
        }
        if (method == HttpMethod.GET || method == HttpMethod.HEAD) {
            return PUBLISHERS.stream().anyMatch(root -> isWithin(root, path)) ? null : Scope.READ;
        }
        if (method != HttpMethod.POST) {
            return null;
        }
        if (path.equals(TOOLS)) {
            return Scope.READ;
        }
        return STATUS.contains(path) ? Scope.STATUS : path.equals(RECEIPTS) ? Scope.RECEIPTS : null;
    }

    private static boolean isWithin(String root, String path) {
        return path.startsWith(root) && (path.length() == root.length() || path.charAt(root.length()) == '/');
    }
}
