package dev.castellan.web.etag;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import java.lang.annotation.Annotation;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Tags what is {@link Versioned}. It writes the body itself, once: what it hashes is what is sent.
 */
class EntityTagFilter {

  private static final int OK = 200;
  private static final int CREATED = 201;
  private static final int NOT_MODIFIED = 304;

  /** Bytes that are kept, with a charge for each. */
  private static final long CACHE_WEIGHT = Runtime.getRuntime().maxMemory() / 32;

  private static final int CHARGE = 256;

  private final ObjectMapper mapper;

  /** What GET answers for the very same views; weak keys are compared by identity. */
  private final Cache<Versioned, Representation> made =
      Caffeine.newBuilder()
          .weakKeys()
          .maximumWeight(CACHE_WEIGHT)
          .weigher((Versioned view, Representation its) -> its.bytes.length + CHARGE)
          .build();

  private record Representation(byte[] bytes, EntityTag tag) {}

  EntityTagFilter(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  @ServerResponseFilter
  void tag(ContainerRequestContext request, ContainerResponseContext response)
      throws JsonProcessingException {
    Object body = response.getEntity();
    Versioned view = Versioned.in(body).orElse(null);
    if (view == null || response.getStatus() != OK && response.getStatus() != CREATED) {
      return;
    }
    boolean read = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    Representation shown = represented(view, body, read);
    EntityTag tag = shown.tag;
    // Headers first: setting the entity leaves this map behind.
    MultivaluedMap<String, Object> headers = response.getHeaders();
    headers.putSingle(HttpHeaders.ETAG, tag.header());
    if (read) {
      headers.putSingle(HttpHeaders.CACHE_CONTROL, "private");
      headers.putSingle(HttpHeaders.VARY, "Authorization, Accept, Accept-Language");
    }
    List<String> known = request.getHeaders().get(HttpHeaders.IF_NONE_MATCH);
    if (read && known != null && tag.isAmong(known)) {
      response.setStatus(NOT_MODIFIED);
      response.setEntity(null);
    } else {
      response.setEntity(shown.bytes, new Annotation[0], MediaType.APPLICATION_JSON_TYPE);
    }
  }

  private Representation represented(Versioned view, Object body, boolean read)
      throws JsonProcessingException {
    boolean lasting = read && view instanceof Lasting;
    Representation known = lasting ? made.getIfPresent(view) : null;
    if (known != null) {
      return known;
    }
    byte[] bytes = mapper.writeValueAsBytes(body);
    Representation fresh = new Representation(bytes, EntityTag.of(view.version(), bytes));
    if (lasting) {
      made.put(view, fresh);
    }
    return fresh;
  }
}
