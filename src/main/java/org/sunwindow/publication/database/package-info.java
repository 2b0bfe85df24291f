/**
 * The connection to the database: whether it is reachable, when the schema is migrated, and how long a migration may
 * take. Start with {@link org.sunwindow.publication.database.DatabaseMonitor}.
 */
package org.sunwindow.publication.database;
