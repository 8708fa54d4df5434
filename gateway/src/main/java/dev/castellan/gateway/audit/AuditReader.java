package dev.castellan.gateway.audit;

import static dev.castellan.web.list.ListField.integer;
import static dev.castellan.web.list.ListField.text;
import static dev.castellan.web.list.ListField.time;

import dev.castellan.messaging.jdbc.Jdbc;
import dev.castellan.web.list.ListPage;
import dev.castellan.web.list.ListParameters;
import dev.castellan.web.list.Listing;
import dev.castellan.web.list.Lists;
import dev.castellan.web.list.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Reads the audit log, the latest first. */
@ApplicationScoped
class AuditReader {

  private static final Listing LISTING =
      Listing.of(
          AuditView.class,
          "l.id, l.at, l.kind, l.user_id, l.login, l.profile, l.subject, l.detail, l.address,"
              + " l.request_id, l.times",
          "audit_log l",
          "-id",
          integer("id", "l.id"),
          time("at", "l.at"),
          text("kind", "l.kind"),
          integer("userId", "l.user_id").orNull().unsorted(),
          text("login", "l.login").orNull().unsorted(),
          text("profile", "l.profile").orNull().unsorted(),
          text("subject", "l.subject").unsorted(),
          text("detail", "l.detail").orNull().unsorted(),
          text("address", "l.address").orNull().unsorted(),
          text("requestId", "l.request_id").orNull().unsorted());

  private final DataSource database;
  private final Lists lists;

  AuditReader(DataSource database, Lists lists) {
    this.database = database;
    this.lists = lists;
  }

  ListPage<AuditView> list(ListParameters asked) {
    return lists.read(database, LISTING, Sql.ALL, asked, AuditReader::view);
  }

  private static AuditView view(ResultSet row) throws SQLException {
    return new AuditView(
        row.getLong(1),
        Jdbc.instant(row, 2),
        row.getString(3),
        row.getObject(4, Long.class),
        row.getString(5),
        row.getString(6),
        row.getString(7),
        row.getString(8),
        row.getString(9),
        row.getString(10),
        row.getInt(11));
  }
}
