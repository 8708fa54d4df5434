package dev.castellan.web.list;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;
import java.lang.annotation.Annotation;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Writes lists whose elements have lost members by what they are. The framework would write them by
 * the type that the resource method declares, which is that of whole elements.
 */
class ReducedListFilter {

  /** Put on such an answer, and taken off before it leaves. */
  static final String MARK = "Castellan-Reduced";

  private final ObjectMapper mapper;

  ReducedListFilter(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  @ServerResponseFilter
  void write(ContainerResponseContext response) throws JsonProcessingException {
    if (response.getHeaders().remove(MARK) != null) {
      response.setEntity(
          mapper.writeValueAsBytes(response.getEntity()),
          new Annotation[0],
          MediaType.APPLICATION_JSON_TYPE);
    }
  }
}
