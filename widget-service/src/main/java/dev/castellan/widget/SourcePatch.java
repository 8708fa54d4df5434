package dev.castellan.widget;

import dev.castellan.web.json.NamedValues;
import dev.castellan.web.json.ObjectRef;
import dev.castellan.widget.smartobjects.Target;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.Map;

/** What is to change in a source; what is absent stays. Members as in {@link SourceRequest}. */
record SourcePatch(
    @Size(max = 128) @Pattern(regexp = SourceRequest.NAME, message = SourceRequest.NAME_RULE)
        String reference,
    ObjectRef source,
    ObjectRef action,
    NamedValues arguments,
    @DecimalMin("1") @DecimalMax("86400") BigDecimal refresh) {

  private static final Source BLANK = new Source(0, null, null, null, Map.of(), null);

  /**
   * The source as it will be.
   *
   * @param before null for a new one
   * @param target what {@code source} means; null when it is absent
   */
  Source applyTo(Source before, Target target) {
    Source old = before == null ? BLANK : before;
    return new Source(
        old.id(),
        reference == null ? old.reference() : reference,
        target == null ? old.target() : target,
        action == null ? old.action() : actionId(),
        arguments == null ? old.arguments() : arguments.values(),
        refresh == null ? old.refresh() : refresh);
  }

  /** Actions have texts for ids; a number is read as the text it is. */
  private String actionId() {
    return action.name() != null ? action.name() : Long.toString(action.id());
  }
}
