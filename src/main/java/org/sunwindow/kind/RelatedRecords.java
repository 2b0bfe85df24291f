package org.sunwindow.kind;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Finds the records that a record refers to, and those that refer to it. All results come from one state of the index.
 * A kind that is not installed has no records.
 */
public interface RelatedRecords {

    /** Name of the filter by parent. */
    String PARENT = "parent";

    /** Name of the filter by successor, the record that replaced another. */
    String SUCCESSOR = "successor";

    /** The key and title of a record. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(description = "另一条记录的编号和名称")
    record Reference(
            @Schema(description = "编号", required = true, examples = "org-yc-mzj")
            String id,

            @Schema(description = "名称", required = true, examples = "云川市民政局")
            String name,

            @Schema(description = "false 表示那条记录已失效、废止、取消、撤并或被替代；仍有效的不带此字段")
            Boolean inForce,

            @Schema(description = "true 表示由其他发布方单方面注明：那条记录由其他发布方报送，本记录没有注明与它的关系；否则不带此字段")
            Boolean byOther) {

        public Reference(String id, String name, Boolean inForce) {
            this(id, name, inForce, null);
        }
    }

    /**
     * A record that refers to another.
     *
     * @param value its first value of the requested filter, {@code null} for none
     */
    record Referrer(Reference record, String value) {}

    /** The record with a key, {@code null} unless it is public now. */
    Reference find(String kind, String key);

    /**
     * The records in force that have a key as value of a filter, in the order of their keys, at most 200. Those that
     * only another publisher states come last, see {@link Reference#byOther}.
     */
    default List<Reference> referencing(String kind, String filter, String key) {
        return referencing(kind, filter, key, null).stream()
                .map(Referrer::record)
                .toList();
    }

    /**
     * The same, each with its first value of another filter.
     *
     * @param valueOf a filter that has a facet
     */
    List<Referrer> referencing(String kind, String filter, String key, String valueOf);

    /**
     * The records that have a key as value of a filter, those in force first, then in the order of their keys, at most
     * 200. Those that only another publisher states come last.
     */
    List<Reference> allReferencing(String kind, String filter, String key);

    /**
     * The other records of the same publisher that have the same values of some filters, those in force first, then in
     * the order of their keys, at most 200.
     *
     * @param key     of a public record
     * @param filters that have facets; the first one has few records for each value
     */
    List<Reference> alike(String kind, String key, List<String> filters);

    /**
     * The records that a record cites by a number or title that no other record in force has, and those that it is
     * based on or cites and that are no longer in force.
     *
     * @param basis kind of these records
     */
    List<Reference> citedBases(String kind, String key, String basis);

    /**
     * The ancestors of a record by the filter {@code parent}, from the top. One that is missing is left out, and the
     * path ends there.
     */
    default List<Reference> ancestors(String kind, String key, String parent) {
        return ancestors(kind, key, parent, missing -> null);
    }

    /**
     * The same, but the path continues above a missing record.
     *
     * @param parent   key of the record's parent, {@code null} for none
     * @param parentOf gives the parent of a key that has no record, {@code null} for none
     */
    List<Reference> ancestors(String kind, String key, String parent, UnaryOperator<String> parentOf);

    /**
     * The number of public records of other kinds that are published under a record or under one below it, see {@link
     * FilterMode#TREE}. Records that are no longer in force count, too.
     */
    int published(String kind, String key);

    /** The record with a key, after its ancestors from the top; empty unless it is public now. */
    default List<Reference> path(String kind, String key) {
        return ancestors(kind, "", key);
    }

    /**
     * The record that has replaced another, over any number of replacements, by the filter {@code successor}. A record
     * that is still in force is not yet replaced.
     *
     * @return {@code null} if the record is not replaced
     */
    Reference replacement(String kind, String key);
}
