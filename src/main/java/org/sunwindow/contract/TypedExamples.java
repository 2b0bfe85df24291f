package org.sunwindow.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/**
 * Gives examples the type of their schema. Annotations contain only strings, and the scanner reads codes such as 04 as
 * numbers; the example of a repeatable parameter is a list.
 */
final class TypedExamples {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Schemas schemas;

    TypedExamples(Schemas schemas) {
        this.schemas = schemas;
    }

    void fit() {
        schemas.parameters().filter(parameter -> parameter.getExample() != null).forEach(this::fit);
        schemas.contents().forEach(this::fitBodies);
        schemas.visit(schema -> {
            if (schema.getExample() != null) {
                schema.setExample(fit(schema.getExample(), schema));
            }
        });
    }

    /** The scanner parses examples of bodies that look like JSON, although they are lines of text. */
    private void fitBodies(MediaType content) {
        if (content.getExamples() == null || schemas.type(content.getSchema()) != SchemaType.STRING) {
            return;
        }
        content.getExamples().values().stream()
                .filter(example -> !(example.getValue() instanceof String))
                .forEach(example -> example.setValue(json(example.getValue()) + "\n"));
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void fit(Parameter parameter) {
        parameter.setExample(fit(parameter.getExample(), parameter.getSchema()));
    }

    private Object fit(Object example, Schema schema) {
        SchemaType type = schemas.type(schema);
        if (type == null) {
            return example;
        }
        return switch (type) {
            case ARRAY -> {
                Schema items = schemas.resolved(schema).getItems();
                yield example instanceof List<?> list
                        ? list.stream().map(each -> fit(each, items)).toList()
                        : List.of(fit(example, items));
            }
            case STRING ->
                example instanceof Number number
                        ? new BigDecimal(number.toString()).toPlainString()
                        : example.toString();
            case INTEGER, NUMBER -> example instanceof String text ? new BigDecimal(text) : example;
            case BOOLEAN -> example instanceof String text ? Boolean.valueOf(text) : example;
            default -> example;
        };
    }
}
