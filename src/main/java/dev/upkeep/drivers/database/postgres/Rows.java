package dev.upkeep.drivers.database.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Asks small questions: the whole answer is held in memory.
final class Rows {
    private Rows() {}

    static <T> List<T> list(Connection connection, String sql, Mapper<T> mapper) throws SQLException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            var rows = new ArrayList<T>();
            while (result.next()) {
                rows.add(mapper.map(result));
            }
            return rows;
        }
    }

    static <T> T one(Connection connection, String sql, Mapper<T> mapper) throws SQLException {
        var rows = list(connection, sql, mapper);
        if (rows.size() != 1) {
            throw new SQLException("expected one row, got " + rows.size());
        }
        return rows.getFirst();
    }

    static List<String> texts(Connection connection, String sql) throws SQLException {
        return list(connection, sql, row -> row.getString(1));
    }

    static List<String> array(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @FunctionalInterface
    interface Mapper<T> {
        T map(ResultSet row) throws SQLException;
    }
}
