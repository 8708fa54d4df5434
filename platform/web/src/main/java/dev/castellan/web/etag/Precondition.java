package dev.castellan.web.etag;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** What {@code If-Match} of the request that is being answered demands. */
@ApplicationScoped
public class Precondition {

  private final CurrentVertxRequest request;
  private final ObjectMapper mapper;

  Precondition(CurrentVertxRequest request, ObjectMapper mapper) {
    this.request = request;
    this.mapper = mapper;
  }

  /**
   * Lets an edit go on, or not. To be asked in the transaction of the edit, when the row is locked:
   * then nobody can come between the answer and the edit.
   *
   * @param version that the locked row has
   * @param body what GET would answer at this moment; only made to tell a refused client its tag
   * @throws ServiceException 412 with the present {@code ETag}
   */
  public void check(long version, Supplier<?> body) {
    if (!holds(version)) {
      throw new ServiceException(
          ErrorCode.PRECONDITION_FAILED,
          ErrorCode.PRECONDITION_FAILED.title(),
          null,
          Map.of("ETag", EntityTag.of(version, bytes(body.get())).header()));
    }
  }

  /** Whether {@code If-Match} lets a resource of that version be edited. */
  public boolean holds(long version) {
    return EntityTag.allows(demanded(), version);
  }

  /** The newest version that the client says to have seen; empty when he names none. */
  public OptionalLong newestSeen() {
    return EntityTag.versions(demanded()).max();
  }

  private List<String> demanded() {
    return request.getCurrent().request().headers().getAll("If-Match");
  }

  private byte[] bytes(Object body) {
    try {
      return mapper.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("body cannot be written", e);
    }
  }
}
