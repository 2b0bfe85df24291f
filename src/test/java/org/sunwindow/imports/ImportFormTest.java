package org.sunwindow.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.junit.jupiter.api.Test;
import org.sunwindow.imports.format.UploadedForm;

class ImportFormTest {

    /** They are read from either, see {@link ImportRequests}. */
    @Test
    void formHasTheFileAndAllParametersOfTheAddress() {
        Method method = Arrays.stream(ImportResource.class.getDeclaredMethods())
                .filter(each -> each.getName().equals("importLines"))
                .findFirst()
                .orElseThrow();
        Stream<String> parameters = Arrays.stream(method.getAnnotationsByType(Parameter.class))
                .filter(parameter -> parameter.in() == ParameterIn.QUERY)
                .map(Parameter::name);
        assertThat(ImportForm.class.getRecordComponents())
                .extracting(RecordComponent::getName)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(Stream.of(UploadedForm.FILE), parameters).toList());
    }
}
