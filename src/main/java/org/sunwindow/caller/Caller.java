package org.sunwindow.caller;

import java.util.Optional;
import java.util.Set;

/**
 * A registered system that sent a request.
 *
 * @param id        its name in the settings
 * @param scopes    what it may do
 * @param quotas    how much of it
 * @param publisher name of the publisher for whose cases it issues receipts
 */
public record Caller(String id, Set<Scope> scopes, Quotas quotas, Optional<String> publisher) {

    public boolean may(Scope scope) {
        return scopes.contains(scope);
    }
}
