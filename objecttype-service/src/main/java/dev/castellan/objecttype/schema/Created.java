package dev.castellan.objecttype.schema;

import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;

/** Answer to what made something new. */
public record Created(UUID id) {

  /** 201: there it is. */
  public static RestResponse<Created> at(String collection, UUID id) {
    return RestResponse.ResponseBuilder.create(RestResponse.Status.CREATED, new Created(id))
        .header("Location", collection + "/" + id)
        .build();
  }
}
