/** The database of {@code ./mvnw quarkus:dev}. Not packaged. */
package org.sunwindow.dev;
