package org.sunwindow;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Queries the database of the service under test. */
public record Rows(DataSource database) {

    public void execute(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Returns the first column of all rows as text. */
    public List<String> select(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var found = statement.executeQuery(sql)) {
            var rows = new ArrayList<String>();
            while (found.next()) {
                rows.add(found.getString(1));
            }
            return rows;
        }
    }

    /**
     * @param from a table, optionally with a condition
     */
    public long count(String from) throws SQLException {
        return Long.parseLong(select("select count(*) from " + from).getFirst());
    }

    /** Returns the audit entries of a record: who did what, and its owner before and after. */
    public List<String> audit(String key) throws SQLException {
        return audit(
                key, "format('%s %s %s %s', publisher, action, coalesce(from_owner, '-'), coalesce(to_owner, '-'))");
    }

    public List<String> audit(String key, String expression) throws SQLException {
        // the clock of tests stands still; deleted rows leave room in earlier pages, so ctid orders one transaction
        // only
        return select("select " + expression + " from write_audit where key = '" + key
                + "' order by written_at, xmin::text::bigint, ctid");
    }
}
