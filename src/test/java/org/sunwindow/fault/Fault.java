package org.sunwindow.fault;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that does a fault to processes and checks a promise. It may have a parameter of the type {@link Seen}. It is
 * a row of the table that {@link Faults} prints.
 */
@Test
@Tag(Fault.TAG)
@ExtendWith(FaultReport.class)
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Fault {

    String TAG = "fault";

    /** What is done. */
    String value();

    /** What holds meanwhile and afterwards. */
    String promise();
}
