package org.sunwindow.json;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an identifier or a factor that is compared in its canonical form and never published as a text. It may have
 * characters that are refused in texts, because phones add invisible ones when a number is copied.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER})
public @interface AnyTyping {}
