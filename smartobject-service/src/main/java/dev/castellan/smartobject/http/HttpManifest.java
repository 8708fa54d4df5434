package dev.castellan.smartobject.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.castellan.contracts.smartobject.ModuleState;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A module file, as it is written.
 *
 * @param failure where an answer with a good status tells of a failure: a JSON pointer to a text,
 *     looked up in the answer and, when that is a list, in each of its entries; null when it never
 *     does
 */
record HttpManifest(
    String id,
    String name,
    String icon,
    List<Setting> settings,
    String failure,
    List<Operation> actions) {

  private static final String KIND = "http";
  private static final int VERSION = 1;

  HttpManifest {
    settings = Objects.requireNonNullElse(settings, List.of());
    actions = Objects.requireNonNullElse(actions, List.of());
  }

  record Setting(
      String id,
      String type,
      boolean required,
      boolean secret,
      @JsonProperty("default") Object defaultValue) {

    /** Whether every object has a value for it. */
    boolean always() {
      return required || defaultValue != null;
    }
  }

  /**
   * An action.
   *
   * @param idempotent null to be as safe as the action is
   * @param result a JSON pointer to the members of the result, or a tree in which texts that are
   *     pointers stand for what they point at
   */
  record Operation(
      String id,
      String name,
      String description,
      boolean safe,
      Boolean idempotent,
      List<Argument> settings,
      Request request,
      Object result) {

    Operation {
      settings = Objects.requireNonNullElse(settings, List.of());
    }

    boolean repeatable() {
      return idempotent == null ? safe : idempotent;
    }
  }

  /**
   * An argument.
   *
   * @param sendAtMost the device takes no larger number, although callers may give one
   */
  record Argument(
      String id,
      String type,
      @JsonProperty("default") Object defaultValue,
      Double min,
      Double max,
      Double step,
      List<String> values,
      Double sendAtMost) {}

  record Request(String method, String url, Map<String, String> headers, Object body) {

    Request {
      headers = Objects.requireNonNullElse(headers, Map.of());
    }
  }

  /** The ids of some of its settings. */
  Set<String> settingsThat(Predicate<Setting> are) {
    return settings.stream().filter(are).map(Setting::id).collect(Collectors.toSet());
  }

  /** What others learn of the module. */
  ModuleState state() {
    return new ModuleState(
        id,
        name,
        KIND,
        icon,
        settings.stream()
            .map(
                each ->
                    new ModuleState.Setting(
                        each.id, each.type, each.required, each.secret, each.defaultValue))
            .toList(),
        actions.stream().map(HttpManifest::state).toList(),
        VERSION);
  }

  private static ModuleState.Action state(Operation action) {
    return new ModuleState.Action(
        action.id,
        action.name,
        action.description,
        action.safe,
        action.repeatable(),
        action.settings.stream()
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
}
