package org.sunwindow.http;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.math.BigDecimal;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/** Turns examples of string parameters into strings. The annotation scanner reads codes such as 04 as numbers. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class StringExamplesFilter implements OASFilter {

    @Override
    public Parameter filterParameter(Parameter parameter) {
        if (parameter.getExample() instanceof Number number && isText(parameter.getSchema())) {
            parameter.setExample(new BigDecimal(number.toString()).toPlainString());
        }
        return parameter;
    }

    private static boolean isText(Schema schema) {
        Schema sent = schema == null || schema.getItems() == null ? schema : schema.getItems();
        return sent != null && sent.getType() != null && sent.getType().contains(SchemaType.STRING);
    }
}
