package org.sunwindow.json;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a component that only few records have, because it does not agree with the examples of others: the date on which
 * an item was cancelled, beside the state of an item in force. The example row of a sheet leaves it out.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER})
public @interface Exceptional {}
