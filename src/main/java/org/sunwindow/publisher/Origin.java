package org.sunwindow.publisher;

import java.util.UUID;

/**
 * Where a write comes from. Every write to a store is checked against its publisher and recorded with its origin.
 *
 * @param publisher who writes
 * @param id        import run, handover, write of a single record or entry of the quarantine; {@code null} for a
 *     receipt
 */
public record Origin(Publisher publisher, UUID id) {}
