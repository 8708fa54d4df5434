package dev.castellan.smartobject.module;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.castellan.contracts.smartobject.ModuleState;
import java.util.List;

/**
 * An action as clients read it.
 *
 * @param allow whether this caller may execute it; left out where no object is concerned
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ActionView(
    String id,
    String name,
    String description,
    boolean safe,
    boolean idempotent,
    List<ParameterView> settings,
    Boolean allow) {

  public static ActionView of(ModuleState.Action action, Boolean allow) {
    return new ActionView(
        action.id(),
        action.name(),
        action.description(),
        action.safe(),
        action.idempotent(),
        action.settings().stream().map(ParameterView::of).toList(),
        allow);
  }

  /**
   * An argument of the action.
   *
   * @param secret whether its values are masked wherever they are shown, a default too
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ParameterView(
      String id,
      String type,
      @JsonProperty("default") Object defaultValue,
      Double min,
      Double max,
      Double step,
      List<String> values,
      boolean secret) {

    static ParameterView of(ModuleState.Parameter parameter) {
      return new ParameterView(
          parameter.id(),
          parameter.type(),
          parameter.confidential() ? null : parameter.defaultValue(),
          parameter.min(),
          parameter.max(),
          parameter.step(),
          parameter.values(),
          parameter.confidential());
    }
  }
}
