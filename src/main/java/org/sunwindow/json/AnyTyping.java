package org.sunwindow.json;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks what is asked for or withdrawn by an identifier, of which only the canonical form counts. Invisible characters are
 * ignored in it, also those that are refused in texts to be published: a phone adds them when a number is copied.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER})
public @interface AnyTyping {}
