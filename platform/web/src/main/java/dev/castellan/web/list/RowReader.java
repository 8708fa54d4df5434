package dev.castellan.web.list;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Makes an element of the row at which a result stands. */
@FunctionalInterface
public interface RowReader<T> {

  T read(ResultSet row) throws SQLException;
}
