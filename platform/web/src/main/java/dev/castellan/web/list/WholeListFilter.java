package dev.castellan.web.list;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;
import java.lang.annotation.Annotation;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Writes lists as a whole, by what their elements are. The framework would write elements that have
 * lost members by the type that the resource method declares, and send any list in small pieces,
 * waiting for each; that is left to it for lists that are very long.
 */
class WholeListFilter {

  /** Put on such an answer, and taken off before it leaves. */
  static final String MARK = "Castellan-Whole";

  private final ObjectMapper mapper;

  WholeListFilter(ObjectMapper mapper) {
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
