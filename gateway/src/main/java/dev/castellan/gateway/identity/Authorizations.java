package dev.castellan.gateway.identity;

import dev.castellan.contracts.routes.OpenTo;
import dev.castellan.contracts.routes.Route;
import dev.castellan.contracts.routes.RouteTable;
import dev.castellan.messaging.jdbc.Jdbc;
import dev.castellan.web.json.ObjectRef;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** The rows of the route table, each with the number that the API knows it by. */
@ApplicationScoped
class Authorizations {

  private static final String NUMBER =
      """
      insert into authorizations (route, method, reference, secure, grantable)
      select * from unnest(?, ?, ?, ?, ?)
      on conflict (route) do update set secure = excluded.secure, grantable = excluded.grantable
      """;
  private static final String NUMBER_OF = "select id from authorizations where route = ?";
  private static final String ROUTE_OF = "select route from authorizations where id = ?";

  private final RouteTable table = RouteTable.load();
  private final Jdbc jdbc;

  Authorizations(Jdbc jdbc) {
    this.jdbc = jdbc;
  }

  /** Gives a number to each row that has none. */
  void number() {
    List<Route> routes = table.routes();
    jdbc.run(
        NUMBER,
        statement -> {
          Jdbc.bind(statement, 1, "text", routes, Route::key);
          Jdbc.bind(statement, 2, "text", routes, Route::method);
          Jdbc.bind(statement, 3, "text", routes, Route::template);
          Jdbc.bind(statement, 4, "bool", routes, each -> each.openTo() != OpenTo.ANYONE);
          Jdbc.bind(statement, 5, "bool", routes, each -> each.openTo().grantable());
          return statement.executeUpdate();
        });
  }

  /** The row by its number, or by its key: {@code "GET /widgets/:idWidget"}. */
  Optional<Route> find(ObjectRef ref) {
    Optional<Route> byKey = Optional.ofNullable(ref.name()).flatMap(table::byKey);
    Long id = ref.id() != null ? ref.id() : ref.nameAsId();
    return byKey.isPresent() || id == null ? byKey : byId(id);
  }

  long numberOf(Route route) {
    return jdbc.run(
        NUMBER_OF,
        statement -> {
          statement.setString(1, route.key());
          return Jdbc.rows(statement, row -> row.getLong(1)).get(0);
        });
  }

  private Optional<Route> byId(long id) {
    return jdbc
        .run(
            ROUTE_OF,
            statement -> {
              statement.setLong(1, id);
              return Jdbc.rows(statement, row -> row.getString(1));
            })
        .stream()
        .findFirst()
        .flatMap(table::byKey);
  }
}
