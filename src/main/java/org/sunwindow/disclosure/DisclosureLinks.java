package org.sunwindow.disclosure;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.sunwindow.kind.RelatedRecords;
import org.sunwindow.kind.RelatedRecords.Reference;

/** The records related to a record, whichever of the two states the relation. */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@Schema(name = "DisclosureLinks", description = "相关的信息：自身注明的，和对方注明的；只由其他发布方注明的解读、回应、转发带 byOther，替代不列；只列已公开的，每项最多 200 条")
record DisclosureLinks(
        @Schema(description = "所在的各栏目，每个从一级栏目起（当前位置）；栏目没有公开的不列")
        List<ColumnPath> columns,

        @Schema(description = "替代它的") List<Reference> replacedBy,
        @Schema(description = "被它替代的") List<Reference> replaces,
        @Schema(description = "解读它的") List<Reference> interpretations,
        @Schema(description = "它所解读的") List<Reference> interprets,
        @Schema(description = "回应它的") List<Reference> responses,
        @Schema(description = "它所回应的") List<Reference> respondsTo,
        @Schema(description = "它所转发的") List<Reference> forwards,
        @Schema(description = "转发它的") List<Reference> forwardedBy) {

    static final String REPLACES = "replaces";
    static final String REPLACED_BY = "replacedBy";
    static final String INTERPRETS = "interprets";
    static final String INTERPRETED_BY = "interpretedBy";
    static final String RESPONDS_TO = "respondsTo";
    static final String RESPONDED_BY = "respondedBy";
    static final String FORWARDED_BY = "forwardedBy";
    static final String FORWARDS = "forwards";

    static DisclosureLinks of(Disclosure d, RelatedRecords related) {
        return new DisclosureLinks(
                ColumnPath.all(d.columns(), related),
                related.allReferencing(DisclosureKind.NAME, REPLACES, d.key()),
                related.allReferencing(DisclosureKind.NAME, REPLACED_BY, d.key()),
                related.allReferencing(DisclosureKind.NAME, INTERPRETS, d.key()),
                related.allReferencing(DisclosureKind.NAME, INTERPRETED_BY, d.key()),
                related.allReferencing(DisclosureKind.NAME, RESPONDS_TO, d.key()),
                related.allReferencing(DisclosureKind.NAME, RESPONDED_BY, d.key()),
                related.allReferencing(DisclosureKind.NAME, FORWARDED_BY, d.key()),
                related.allReferencing(DisclosureKind.NAME, FORWARDS, d.key()));
    }
}
