package org.sunwindow.imports.target;

import jakarta.enterprise.util.Nonbinding;
import jakarta.inject.Qualifier;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Declares the kind of data that a bean of type {@link ImportTarget} accepts. */
@Qualifier
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface ImportKind {

    /** Value of the parameter {@code kind}, unique among all targets. */
    @Nonbinding
    String value();

    /** What a line is parsed into; its schema in the contract has a name. */
    @Nonbinding
    Class<?> line();

    /** Chinese name for people. */
    @Nonbinding
    String label();
}
