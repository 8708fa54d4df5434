package dev.castellan.web.etag;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
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

  private final ObjectMapper mapper;

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
    byte[] bytes = mapper.writeValueAsBytes(body);
    EntityTag tag = EntityTag.of(view.version(), bytes);
    // Headers first: setting the entity leaves this map behind.
    MultivaluedMap<String, Object> headers = response.getHeaders();
    headers.putSingle(HttpHeaders.ETAG, tag.header());
    boolean read = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    if (read) {
      headers.putSingle(HttpHeaders.CACHE_CONTROL, "private");
      headers.putSingle(HttpHeaders.VARY, "Authorization, Accept, Accept-Language");
    }
    List<String> known = request.getHeaders().get(HttpHeaders.IF_NONE_MATCH);
    if (read && known != null && tag.isAmong(known)) {
      response.setStatus(NOT_MODIFIED);
      response.setEntity(null);
    } else {
      response.setEntity(bytes, new Annotation[0], MediaType.APPLICATION_JSON_TYPE);
    }
  }
}
