package dev.castellan.web.list;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A piece of SQL with the values of its placeholders. The text is made of what services and this
 * package write; whatever comes from a client is a value.
 */
public record Sql(String text, List<Object> values) {

  /** The condition that everything meets. */
  public static final Sql ALL = of("true");

  public static Sql of(String text, Object... values) {
    return new Sql(text, List.of(values));
  }

  /** Both conditions. */
  public Sql and(Sql other) {
    if (equals(ALL)) {
      return other;
    }
    return other.equals(ALL) ? this : join(" and ", List.of(this, other));
  }

  /** All pieces, each in parentheses. */
  static Sql join(String between, Collection<Sql> pieces) {
    return new Sql(
        pieces.stream().map(each -> "(" + each.text + ")").collect(Collectors.joining(between)),
        pieces.stream().flatMap(each -> each.values.stream()).toList());
  }

  /** This piece with another right behind it. */
  Sql then(Sql other) {
    List<Object> both = new ArrayList<>(values);
    both.addAll(other.values);
    return new Sql(text + other.text, both);
  }

  Sql then(String more, Object... moreValues) {
    return then(of(more, moreValues));
  }

  void bindTo(PreparedStatement statement) throws SQLException {
    for (int i = 0; i < values.size(); i++) {
      statement.setObject(i + 1, values.get(i));
    }
  }
}
