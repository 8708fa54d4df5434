package dev.castellan.objecttype.log;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.UUID;

/**
 * A line of the log of one object.
 *
 * @param changes null when no values changed
 * @param relation the other object, for lines about a relation, else null
 */
public record LogLine(
    UUID object,
    LogAction action,
    String details,
    List<Change> changes,
    UUID relation,
    String username) {

  /**
   * What one value was and is; masked when it is a secret.
   *
   * @param id of the property
   * @param property its name at that time
   * @param before null when nothing was set
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  public record Change(UUID id, String property, Object before, Object after) {}
}
