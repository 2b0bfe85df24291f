package org.sunwindow;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;

/** A database of its own with the tables of the service, for tests that do not start it. */
public final class MigratedDatabase implements AutoCloseable {

    private final LocalDatabase database;
    private final PGSimpleDataSource source = new PGSimpleDataSource();

    public MigratedDatabase() throws IOException {
        database = LocalDatabase.temporary();
        source.setUrl(database.url());
        source.setUser("postgres");
        source.setPassword("postgres");
        Flyway.configure().dataSource(source).load().migrate();
    }

    public DataSource source() {
        return source;
    }

    /** Returns a pool as the service has it, which the caller closes. */
    public AgroalDataSource pool() throws SQLException {
        return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(pool -> pool.maxSize(5)
                        .connectionFactoryConfiguration(connections -> connections
                                .jdbcUrl(database.url())
                                .principal(new NamePrincipal("postgres"))
                                .credential(new SimplePassword("postgres")))));
    }

    /** Returns a connection whose statements are a transaction. */
    public Connection transaction() throws SQLException {
        Connection connection = source.getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    public void execute(String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Returns the number of rows of what stands after {@code from}. */
    public int count(String from) throws SQLException {
        try (Connection connection = source.getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery("select count(*) from " + from)) {
            row.next();
            return row.getInt(1);
        }
    }

    /** Waits until a transaction waits for another one. */
    public void awaitBlocked() {
        Sunwindow.await("a transaction that waits", () -> count("pg_locks where not granted") > 0);
    }

    @Override
    public void close() throws IOException {
        database.close();
    }
}
