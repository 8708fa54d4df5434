package dev.castellan.widget;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.List;

/**
 * A source of a widget as clients read it.
 *
 * @param refresh seconds; null for the default
 * @param warnings only after a change; left out otherwise
 */
record SourceView(
    long id,
    String reference,
    ObjectView source,
    ActionView action,
    List<Argument> arguments,
    BigDecimal refresh,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Warning> warnings) {

  /**
   * The smart object that is asked.
   *
   * @param id null while no object of that name is known
   * @param reference the object's present one; null when the object is gone
   */
  record ObjectView(String type, Long id, String reference) {}

  /**
   * What it is asked.
   *
   * @param name for people; the id again when the module is not known
   */
  record ActionView(String id, String name) {}

  /** One argument of the action. */
  record Argument(String reference, Object value) {}

  SourceView with(List<Warning> given) {
    return new SourceView(id, reference, source, action, arguments, refresh, given);
  }
}
