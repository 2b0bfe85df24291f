package org.sunwindow.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares the problems with which an operation of the contract may fail, beside those that follow from its parameters,
 * body and security: {@code contract.OperationProblems} adds these. Tests compare the declaration with real answers.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Problems {
    ProblemCode[] value();
}
