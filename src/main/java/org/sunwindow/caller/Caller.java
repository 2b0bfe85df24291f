package org.sunwindow.caller;

import java.util.Set;

/**
 * A registered system that sent a request.
 *
 * @param id     its name in the settings
 * @param scopes what it may do
 * @param quotas how much of it
 */
public record Caller(String id, Set<Scope> scopes, Quotas quotas) {

    public boolean may(Scope scope) {
        return scopes.contains(scope);
    }
}
