package org.sunwindow.disclosure;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.kind.Filter;
import org.sunwindow.kind.RelatedRecords;
import org.sunwindow.kind.RelatedRecords.Reference;

/** A column (栏目) in which a record is published, after the columns above it. */
@RegisterForReflection
@Schema(description = "一个栏目的路径")
record ColumnPath(
        @Schema(description = "从一级栏目起到这个栏目", required = true)
        List<Reference> path) {

    /**
     * Returns the paths of the columns that are public.
     *
     * @param columns keys, {@code null} for none
     */
    static List<ColumnPath> all(List<String> columns, RelatedRecords related) {
        return Objects.requireNonNullElse(columns, List.<String>of()).stream()
                .map(column -> new ColumnPath(related.path(Filter.COLUMN, column)))
                .filter(column -> !column.path().isEmpty())
                .toList();
    }
}
