package org.sunwindow.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.sunwindow.kind.Kind;

/**
 * Describes what publishers send in schemas of their own: a record that is sent may omit the key that every answer has, and
 * has none of the members that the service derives.
 */
final class ImportLines {

    /** Any line of an import. */
    private static final String LINE = "ImportLine";

    /** A record that is sent by itself. */
    private static final String RECORD = "SentRecord";

    private static final String WITHDRAWAL = "Withdrawal";

    private static final String KEY = "id";

    /** Imports read dates as people write them, which no format of JSON Schema allows. */
    private static final Map<String, String> TIMES = Map.of(
            "LocalDate", "日期，如 2026-11-20；表格中也可以写 2026/11/20、2026年11月20日",
            "OffsetDateTime", "日期时间，如 2026-11-20T09:00:00+08:00；没有时区的为北京时间");

    private final OpenAPI api;
    private final List<String> records = new ArrayList<>();

    ImportLines(OpenAPI api) {
        this.api = api;
    }

    /** Adds the schema of a kind's lines, and makes the key a required member of the kind's answers. */
    void add(Kind<?> kind) {
        String type = kind.type().getSimpleName();
        Schema answered = api.getComponents().getSchemas().get(type);
        Schema line = OASFactory.createSchema()
                .addType(SchemaType.OBJECT)
                .description("报送的" + kind.contract().one());
        answered.getProperties().forEach((name, member) -> {
            if (!Boolean.TRUE.equals(member.getReadOnly())) {
                line.addProperty(name, sent(member));
            }
        });
        if (answered.getRequired() != null) {
            answered.getRequired().forEach(line::addRequired);
        }
        api.getComponents().addSchema(type + "Line", line);
        records.add(type + "Line");
        if (answered.getProperties().containsKey(KEY)
                && (answered.getRequired() == null || !answered.getRequired().contains(KEY))) {
            answered.addRequired(KEY);
        }
    }

    private static Schema sent(Schema member) {
        if (member.getAllOf() == null || member.getAllOf().size() != 1) {
            return member;
        }
        String reference = member.getAllOf().getFirst().getRef();
        String format = reference == null ? null : TIMES.get(reference.substring(reference.lastIndexOf('/') + 1));
        return format == null
                ? member
                : OASFactory.createSchema()
                        .addType(SchemaType.STRING)
                        .description(member.getDescription() + "。" + format)
                        .example(member.getExample());
    }

    /**
     * Describes the bodies of imports and of single records.
     *
     * @param others schemas of the lines that are no publications
     */
    void describe(Operation imports, Operation put, List<String> others) {
        var lines = new ArrayList<>(records);
        lines.addAll(others);
        lines.add(WITHDRAWAL);
        api.getComponents().addSchema(LINE, anyOf("导入的一行：所报种类（kind）的一条记录，或者撤下一条记录", lines));
        api.getComponents().addSchema(RECORD, anyOf("报送的一条记录，种类见地址", records));
        imports.getRequestBody().getContent().getMediaType("application/json").schema(lines());
        imports.getRequestBody()
                .getContent()
                .getMediaType("application/x-ndjson")
                .getSchema()
                .description("每行一个 JSON 对象，即 ImportLine");
        put.getRequestBody().getContent().getMediaType("application/json").schema(reference(RECORD));
    }

    private static Schema lines() {
        return OASFactory.createSchema().addType(SchemaType.ARRAY).items(reference(LINE));
    }

    private static Schema anyOf(String description, List<String> parts) {
        Schema schema = OASFactory.createSchema().description(description);
        parts.forEach(part -> schema.addAnyOf(reference(part)));
        return schema;
    }

    private static Schema reference(String schema) {
        return OASFactory.createSchema().ref("#/components/schemas/" + schema);
    }
}
