package dev.castellan.smartobject.execution;

import dev.castellan.messaging.jdbc.Jdbc;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** The columns of an execution that say what was asked for. */
final class CallColumns {

  private CallColumns() {}

  static final String NAMES =
      "id, smartobject_id, action, arguments, caller, source, process_execution_id, trace_parent";

  /**
   * Binds {@link #NAMES}, one array each.
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
    Jdbc.bind(insert, place++, "text", calls, ActionCall::traceParent);
    return place;
  }
}
