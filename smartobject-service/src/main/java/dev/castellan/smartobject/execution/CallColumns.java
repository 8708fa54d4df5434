package dev.castellan.smartobject.execution;

import dev.castellan.messaging.jdbc.Jdbc;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** The columns of an execution that say what was asked for. */
final class CallColumns {

  private CallColumns() {}

  /**
   * Binds id, object, action, arguments, caller, source and the process execution to answer, one
   * array each.
   *
   * @return the place behind the last one
   */
  static int bind(Jdbc jdbc, PreparedStatement insert, List<ActionCall> calls) throws SQLException {
    int place = 1;
    Jdbc.bind(insert, place++, "uuid", calls, ActionCall::id);
    Jdbc.bind(insert, place++, "bigint", calls, ActionCall::smartobjectId);
    Jdbc.bind(insert, place++, "text", calls, ActionCall::action);
    Jdbc.bind(insert, place++, "jsonb", calls, each -> jdbc.json(each.arguments()));
    Jdbc.bind(insert, place++, "jsonb", calls, each -> jdbc.json(each.caller()));
    Jdbc.bind(insert, place++, "text", calls, ActionCall::source);
    Jdbc.bind(
        insert,
        place++,
        "uuid",
        calls,
        each -> each.direct() ? null : each.answerTo().executionId());
    return place;
  }
}
