package dev.castellan.objecttype.schema;

import com.fasterxml.jackson.annotation.JsonCreator;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/** Rights of all profiles at once, sent as the array itself. */
record AccessListRequest(@NotNull @Size(max = 1000) List<@Valid @NotNull AccessRequest> access) {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static AccessListRequest of(List<AccessRequest> access) {
    return new AccessListRequest(access);
  }
}
