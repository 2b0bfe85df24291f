package org.sunwindow.publication.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a release relies on in a database, or has to comply with.
 *
 * @param columns of each table, by name
 * @param rules   constraints, unique indexes and triggers
 */
record Schema(Map<String, Map<String, Column>> columns, Set<Rule> rules) {

    private static final String COLUMNS = """
            select c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
                a.atthasdef or a.attidentity <> ''
            from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace""";

    /** NOT NULL is part of the columns, and the indexes of primary keys and unique constraints are part of these. */
    private static final String CONSTRAINTS = """
            select c.relname, o.conname, pg_get_constraintdef(o.oid), array(
                select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum = any(o.conkey)
                order by 1)
            from pg_constraint o join pg_class c on c.oid = o.conrelid
            where c.relnamespace = 'public'::regnamespace and o.contype in ('c', 'f', 'p', 'u', 'x')""";

    private static final String INDEXES = """
            select c.relname, i.relname, pg_get_indexdef(i.oid), array(
                select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum = any(x.indkey)
                order by 1)
            from pg_index x join pg_class c on c.oid = x.indrelid join pg_class i on i.oid = x.indexrelid
            where c.relnamespace = 'public'::regnamespace and x.indisunique
                and not exists (select from pg_constraint o where o.conindid = i.oid)""";

    /** A trigger may do anything, whatever its columns. */
    private static final String TRIGGERS = """
            select c.relname, t.tgname, pg_get_triggerdef(t.oid), array[]::text[]
            from pg_trigger t join pg_class c on c.oid = t.tgrelid
            where c.relnamespace = 'public'::regnamespace and not t.tgisinternal""";

    /** A foreign key that makes the deletion of what it refers to fail. */
    private static final String HOLDS = """
            select r.relname, o.conname, c.relname || ' ' || pg_get_constraintdef(o.oid), array[]::text[]
            from pg_constraint o join pg_class c on c.oid = o.conrelid join pg_class r on r.oid = o.confrelid
            where c.relnamespace = 'public'::regnamespace and o.contype = 'f' and o.confdeltype in ('a', 'r')""";

    /**
     * @param isRequired whether it must have a value
     * @param hasDefault whether it has one if none is written
     */
    record Column(String type, boolean isRequired, boolean hasDefault) {}

    /**
     * What a write to a table must comply with.
     *
     * @param columns that it is about; none if it may be about any
     */
    record Rule(String table, String name, String definition, List<String> columns) {}

    static Schema of(Connection connection) throws SQLException {
        var columns = new TreeMap<String, Map<String, Column>>();
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(COLUMNS)) {
            while (row.next()) {
                columns.computeIfAbsent(row.getString(1), table -> new TreeMap<>())
                        .put(row.getString(2), new Column(row.getString(3), row.getBoolean(4), row.getBoolean(5)));
            }
        }
        var rules = new HashSet<Rule>();
        for (String query : List.of(CONSTRAINTS, INDEXES, TRIGGERS, HOLDS)) {
            try (var statement = connection.createStatement();
                    var row = statement.executeQuery(query)) {
                while (row.next()) {
                    List<String> about =
                            Arrays.asList((String[]) row.getArray(4).getArray());
                    rules.add(new Rule(row.getString(1), row.getString(2), row.getString(3), about));
                }
            }
        }
        return new Schema(columns, rules);
    }

    /** Returns what a release that was made for this schema may stumble over in a later one. */
    Set<String> stumblingBlocks(Schema later) {
        var found = new TreeSet<String>();
        columns.forEach((table, own) -> {
            Map<String, Column> present = later.columns.get(table);
            if (present == null) {
                found.add(table + " is missing");
                return;
            }
            own.forEach((name, column) -> {
                String full = table + "." + name;
                Column changed = present.get(name);
                if (changed == null) {
                    found.add(full + " is missing");
                } else if (!changed.type().equals(column.type())) {
                    found.add(full + " has another type");
                } else if (changed.isRequired() && !column.isRequired()
                        || changed.isRequired() && column.hasDefault() && !changed.hasDefault()) {
                    found.add(full + " is required");
                }
            });
            present.forEach((name, column) -> {
                if (!own.containsKey(name) && column.isRequired() && !column.hasDefault()) {
                    found.add(table + "." + name + " is required");
                }
            });
        });
        later.rules.stream()
                .filter(rule -> !rules.contains(rule) && columns.containsKey(rule.table()))
                .filter(rule -> rule.columns().isEmpty() || !isAboutNewColumns(rule))
                .forEach(rule -> found.add(rule.table() + " has the new rule " + rule.name()));
        return found;
    }

    /** A rule with a column that the former release leaves empty does not concern it. */
    private boolean isAboutNewColumns(Rule rule) {
        return rule.columns().stream().noneMatch(columns.get(rule.table())::containsKey);
    }
}
