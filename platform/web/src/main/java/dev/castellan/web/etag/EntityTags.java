package dev.castellan.web.etag;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/**
 * Tags representations that can be told apart by something cheaper than themselves, so that one
 * that the client has is not even made.
 */
@ApplicationScoped
public class EntityTags {

  private final CurrentVertxRequest request;

  EntityTags(CurrentVertxRequest request) {
    this.request = request;
  }

  /**
   * Answers a GET: the body, or 304.
   *
   * @param version of the resource, as its edits count it
   * @param identity differs whenever the representation does
   */
  public <T> RestResponse<T> answer(long version, String identity, Supplier<T> body) {
    EntityTag tag = tag(version, identity);
    List<String> known = request.getCurrent().request().headers().getAll(HttpHeaders.IF_NONE_MATCH);
    ResponseBuilder<T> response =
        !known.isEmpty() && tag.isAmong(known)
            ? ResponseBuilder.create(RestResponse.Status.NOT_MODIFIED)
            : ResponseBuilder.ok(body.get());
    return response
        .header(HttpHeaders.ETAG, tag.header())
        .header(HttpHeaders.CACHE_CONTROL, "private")
        .header(HttpHeaders.VARY, "Authorization, Accept, Accept-Language")
        .build();
  }

  /** The header {@code ETag} of a representation. */
  public static String header(long version, String identity) {
    return tag(version, identity).header();
  }

  private static EntityTag tag(long version, String identity) {
    return EntityTag.of(version, identity.getBytes(StandardCharsets.UTF_8));
  }
}
