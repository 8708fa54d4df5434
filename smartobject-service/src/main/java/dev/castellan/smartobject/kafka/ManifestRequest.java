package dev.castellan.smartobject.kafka;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.castellan.contracts.smartobject.ModuleState;
import dev.castellan.smartobject.module.ManifestRules;
import dev.castellan.web.failure.FieldError;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Body of {@code POST /modules}: what the module is and what it can do.
 *
 * @param version grows with each change; null to let it be counted
 */
record ManifestRequest(
    @Schema(required = true) String id,
    @Schema(required = true) String name,
    String icon,
    @Schema(minimum = "1") Long version,
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
      List<String> values,
      Boolean secret) {}

  /** Everything that is wrong with it; empty when it can be registered. */
  List<FieldError> problems() {
    List<FieldError> problems = new ArrayList<>(ManifestRules.check(manifest(1)));
    if (version != null && version < 1) {
      problems.add(new FieldError("version", "must be greater than 0"));
    }
    return problems;
  }

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
                        each.values,
                        each.secret))
            .toList());
  }

  private static boolean isTrue(Boolean value) {
    return Boolean.TRUE.equals(value);
  }
}
