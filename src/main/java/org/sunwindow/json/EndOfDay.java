package org.sunwindow.json;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a time at which something ends, exclusive. A date without a time, such as 2026-12-31, includes that day: it is
 * read as the next midnight in the zone of the service.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER})
public @interface EndOfDay {}
