package dev.castellan.smartobject.kafka;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.castellan.contracts.smartobject.ModuleState;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.util.List;
import java.util.Objects;

/**
 * Body of {@code POST /modules}: what the module is and what it can do.
 *
 * @param version grows with each change; null to let it be counted
 */
record ManifestRequest(
    @NotNull String id,
    @NotNull String name,
    String icon,
    @Positive Long version,
    List<@NotNull @Valid Setting> settings,
    List<@NotNull @Valid Action> actions) {

  static final String KIND = "kafka";

  ManifestRequest {
    settings = Objects.requireNonNullElse(settings, List.of());
    actions = Objects.requireNonNullElse(actions, List.of());
  }

  record Setting(
      String id,
      String type,
      Boolean required,
      Boolean secret,
      @JsonProperty("default") Object defaultValue) {}

  /**
   * @param idempotent null to be as safe as the action is
   */
  record Action(
      String id,
      String name,
      String description,
      Boolean safe,
      Boolean idempotent,
      List<@NotNull @Valid Argument> settings) {

    Action {
      settings = Objects.requireNonNullElse(settings, List.of());
    }
  }

  record Argument(
      String id,
      String type,
      @JsonProperty("default") Object defaultValue,
      Double min,
      Double max,
      Double step,
      List<String> values) {}

  ModuleState manifest(long itsVersion) {
    return new ModuleState(
        id,
        name,
        KIND,
        icon,
        settings.stream()
            .map(
                each ->
                    new ModuleState.Setting(
                        each.id,
                        each.type,
                        isTrue(each.required),
                        isTrue(each.secret),
                        each.defaultValue))
            .toList(),
        actions.stream().map(ManifestRequest::action).toList(),
        itsVersion);
  }

  private static ModuleState.Action action(Action given) {
    boolean safe = isTrue(given.safe);
    return new ModuleState.Action(
        given.id,
        given.name,
        given.description,
        safe,
        given.idempotent == null ? safe : given.idempotent,
        given.settings.stream()
            .map(
                each ->
                    new ModuleState.Parameter(
                        each.id,
                        each.type,
                        each.defaultValue,
                        each.min,
                        each.max,
                        each.step,
                        each.values))
            .toList());
  }

  private static boolean isTrue(Boolean value) {
    return Boolean.TRUE.equals(value);
  }
}
