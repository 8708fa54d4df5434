package dev.castellan.messaging.idempotency;

import dev.castellan.web.envelope.Answer;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.constraints.NotBlank;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jboss.resteasy.reactive.RestResponse;

/** A POST as services have them, on a row of the route table; what it does is told by its body. */
@Path("/smartobjects")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class CounterResource {

  private final DataSource database;
  private volatile CountDownLatch entered = new CountDownLatch(1);
  private volatile CountDownLatch goOn = new CountDownLatch(1);

  CounterResource(DataSource database) {
    this.database = database;
  }

  record Raise(@NotBlank String counter, String refuse) {}

  @POST
  @Idempotent
  @Consumes(MediaType.APPLICATION_JSON)
  public RestResponse<Answer<Map<String, Long>>> raise(Raise request) {
    long value =
        QuarkusTransaction.joiningExisting().call(() -> raise(request.counter().hashCode()));
    if ("slow".equals(request.refuse())) {
      awaitGo();
    } else if (request.refuse() != null) {
      throw new ServiceException(ErrorCode.valueOf(request.refuse()));
    }
    return RestResponse.ResponseBuilder.create(
            RestResponse.Status.CREATED, Answer.ok(Map.of("value", value)))
        .header("Location", "/smartobjects/" + value)
        .build();
  }

  @POST
  @Idempotent
  @Consumes("application/x-ndjson")
  public Answer<Integer> bulk(String lines) {
    return Answer.ok(lines.split("\n").length);
  }

  /** Waits until a slow request is inside. */
  void awaitEntered() throws InterruptedException {
    entered.await(30, TimeUnit.SECONDS);
  }

  void letGo() {
    goOn.countDown();
  }

  long valueOf(String counter) {
    return query("select coalesce(max(version), 0) from counter where id = ?", counter.hashCode());
  }

  void age(String key) {
    query(
        "with old as (update idempotency_key set created_at = now() - interval '25 hours'"
            + " where key = ? returning 1) select count(*) from old",
        key);
  }

  private void awaitGo() {
    entered.countDown();
    try {
      goOn.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private long raise(long counter) {
    return query(
        "insert into counter as c (id, version) values (?, 1)"
            + " on conflict (id) do update set version = c.version + 1 returning version",
        counter);
  }

  private long query(String sql, Object argument) {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setObject(1, argument);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
