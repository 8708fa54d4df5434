package dev.castellan.smartobject.declared;

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
 * @param kind {@code http} or {@code mqtt}; null for the first
 * @param connection of an mqtt module: how its broker is reached
 * @param failure where an answer with a good status tells of a failure: a JSON pointer to a text,
 *     looked up in the answer and, when that is a list, in each of its entries; null when it never
 *     does
 */
record Manifest(
    String id,
    String name,
    String kind,
    String icon,
    List<Setting> settings,
    Connection connection,
    String failure,
    List<Operation> actions) {

  static final String HTTP = "http";
  static final String MQTT = "mqtt";
  private static final int VERSION = 1;

  Manifest {
    kind = Objects.requireNonNullElse(kind, HTTP);
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
   * @param request of an http module
   * @param publish of an mqtt module
   * @param reply of an mqtt module; null when none is awaited
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
      Publish publish,
      Reply reply,
      Object result) {

    Operation {
      settings = Objects.requireNonNullElse(settings, List.of());
    }

    /** The ids of its arguments that are secret. */
    Set<String> secrets() {
      return settings.stream()
          .filter(Argument::secret)
          .map(Argument::id)
          .collect(Collectors.toSet());
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
      boolean secret,
      Double sendAtMost) {}

  record Request(String method, String url, Map<String, String> headers, Object body) {

    Request {
      headers = Objects.requireNonNullElse(headers, Map.of());
    }
  }

  /**
   * How a broker is reached.
   *
   * @param url {@code mqtt://host:port} or {@code mqtts://host:port}
   * @param username null to give none
   */
  record Connection(String url, String username, String password) {}

  /**
   * A message that is sent.
   *
   * @param payload a text as it is, anything else as JSON; null for an empty message
   * @param qos 0, 1 or 2; null for 1
   */
  record Publish(String topic, Object payload, Integer qos, boolean retain) {

    Publish {
      qos = Objects.requireNonNullElse(qos, 1);
    }
  }

  /**
   * A message that is awaited.
   *
   * @param correlated whether only one counts that repeats the correlation data of the request;
   *     otherwise the next one on the topic does
   * @param retained whether one that the broker has kept counts too
   */
  record Reply(String topic, Integer qos, boolean correlated, boolean retained) {

    Reply {
      qos = Objects.requireNonNullElse(qos, 1);
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
        kind,
        icon,
        settings.stream()
            .map(
                each ->
                    new ModuleState.Setting(
                        each.id, each.type, each.required, each.secret, each.defaultValue))
            .toList(),
        actions.stream().map(Manifest::state).toList(),
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
                        each.values,
                        each.secret))
            .toList());
  }
}
