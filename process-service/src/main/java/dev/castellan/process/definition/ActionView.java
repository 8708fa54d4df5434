package dev.castellan.process.definition;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.castellan.process.definition.ActionDefinition.OnError;
import dev.castellan.process.definition.ActionDefinition.Retry;
import dev.castellan.process.smartobjects.ActionName;
import dev.castellan.process.smartobjects.SourceView;
import java.util.List;

/**
 * An action of a process as clients read it.
 *
 * @param position from 0
 * @param timeout seconds; null for the default
 * @param warnings only after a change; left out otherwise
 */
record ActionView(
    long id,
    int position,
    SourceView source,
    ActionName action,
    int enable,
    List<Argument> arguments,
    Double timeout,
    Retry retry,
    OnError onError,
    CompensationView compensation,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Warning> warnings) {

  /** One argument, with its placeholders. */
  record Argument(String reference, Object value) {}

  /** What undoes the action. */
  record CompensationView(ActionName action, List<Argument> arguments) {}

  ActionView with(List<Warning> given) {
    return new ActionView(
        id,
        position,
        source,
        action,
        enable,
        arguments,
        timeout,
        retry,
        onError,
        compensation,
        given);
  }
}
