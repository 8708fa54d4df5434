package dev.castellan.process.execution;

import static dev.castellan.web.list.ListField.bool;
import static dev.castellan.web.list.ListField.integer;
import static dev.castellan.web.list.ListField.text;
import static dev.castellan.web.list.ListField.time;
import static dev.castellan.web.list.ListField.uuid;

import dev.castellan.process.definition.Definitions;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import dev.castellan.web.list.ListPage;
import dev.castellan.web.list.ListParameters;
import dev.castellan.web.list.Listing;
import dev.castellan.web.list.Lists;
import dev.castellan.web.list.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import javax.sql.DataSource;

/** The list of a process's executions. */
@ApplicationScoped
class ExecutionReader {

  /** By id is by age, for ids begin with the time. */
  private static final Listing LISTING =
      Listing.of(
          ExecutionView.class,
          ExecutionRows.COLUMNS,
          "execution e",
          "-executionId",
          uuid("executionId", "e.id"),
          text("mode", "e.mode"),
          text("status", "e.status"),
          integer("enable", "coalesce(e.enable_after, e.enable_before)").orNull(),
          bool("cancelRequested", "e.cancel_requested"),
          text("error.code", "e.failure->>'code'").orNull(),
          text("caller.login", "e.caller_login"),
          integer("caller.userId", "e.caller_id"),
          time("acceptedAt", "e.accepted_at"),
          time("startedAt", "e.started_at").orNull(),
          time("finishedAt", "e.finished_at").orNull());

  private final DataSource database;
  private final Lists lists;
  private final Definitions definitions;
  private final ExecutionRows rows;
  private final ExecutionViews views;

  ExecutionReader(
      DataSource database,
      Lists lists,
      Definitions definitions,
      ExecutionRows rows,
      ExecutionViews views) {
    this.database = database;
    this.lists = lists;
    this.definitions = definitions;
    this.rows = rows;
    this.views = views;
  }

  /**
   * @param status null for any
   * @throws ServiceException 404 when there is no such process
   */
  ListPage<ExecutionView> list(long processId, String status, ListParameters asked) {
    if (definitions.find(processId).isEmpty()) {
      throw new ServiceException(ErrorCode.PROCESS_NOT_FOUND);
    }
    Sql scope =
        status == null
            ? Sql.of("e.process_id = ?", processId)
            : Sql.of("e.process_id = ? and e.status = ?", processId, status);
    return lists.read(database, LISTING, scope, asked, row -> views.view(rows.read(row)));
  }
}
