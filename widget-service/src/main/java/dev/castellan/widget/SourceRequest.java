package dev.castellan.widget;

import dev.castellan.web.json.NamedValues;
import dev.castellan.web.json.ObjectRef;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;

/**
 * A new source.
 *
 * @param reference its name in templates, unique in the widget
 * @param source the smart object
 * @param action id of one of its safe actions
 * @param refresh seconds that a value is shown before it is asked for again; 5 when absent
 */
record SourceRequest(
    @NotNull @Size(max = 128) @Pattern(regexp = NAME, message = NAME_RULE) String reference,
    @NotNull ObjectRef source,
    @NotNull ObjectRef action,
    NamedValues arguments,
    @DecimalMin("1") @DecimalMax("86400") BigDecimal refresh) {

  /** What a template could not name is no name. */
  static final String NAME = "[^\\s.\\[\\]{}](?:[^.\\[\\]{}]*[^\\s.\\[\\]{}])?";

  static final String NAME_RULE = "must not be blank, and have no . [ ] { }";

  SourcePatch asPatch() {
    return new SourcePatch(reference, source, action, arguments, refresh);
  }
}
