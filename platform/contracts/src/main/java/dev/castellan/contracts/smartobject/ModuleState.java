package dev.castellan.contracts.smartobject;

import dev.castellan.contracts.EventType;
import dev.castellan.contracts.MayBeAbsent;
import dev.castellan.contracts.Topics;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Manifest of a driver. Key: module id; a tombstone says it is gone.
 *
 * @param kind family: {@code virtual}, {@code http}, {@code mqtt}, {@code kafka}
 * @param icon name of an icon; null when it has none
 * @param settings what an object of this module must or may be configured with
 * @param actions what it can do
 */
@EventType(value = "castellan.module.state.v1", topic = Topics.MODULE_STATE)
public record ModuleState(
    String id,
    String name,
    String kind,
    @MayBeAbsent String icon,
    List<Setting> settings,
    List<Action> actions,
    long version) {

  /** What it can do under that id, if anything. */
  public Optional<Action> action(String actionId) {
    return actions.stream().filter(each -> each.id().equals(actionId)).findFirst();
  }

  /**
   * A configuration value of an object.
   *
   * @param type text, number, checkbox, slider, select or colorpicker
   * @param secret masked on every read, encrypted at rest
   */
  public record Setting(
      String id, String type, boolean required, boolean secret, @MayBeAbsent Object defaultValue) {}

  /**
   * Something an object can do.
   *
   * @param safe reads only: no event, no history, may be run to show a value
   * @param idempotent may be run again after a crash
   */
  public record Action(
      String id,
      String name,
      @MayBeAbsent String description,
      boolean safe,
      boolean idempotent,
      List<Parameter> settings) {

    /** Ids of the arguments whose values are secret. */
    public Set<String> secrets() {
      return settings.stream()
          .filter(Parameter::confidential)
          .map(Parameter::id)
          .collect(Collectors.toSet());
    }
  }

  /**
   * An argument of an action.
   *
   * @param type text, number, checkbox, slider, select or colorpicker
   * @param values what a select offers
   * @param secret true when its values are masked on every read, and encrypted where they wait or
   *     travel; null otherwise, as in manifests from before there were such
   */
  public record Parameter(
      String id,
      String type,
      @MayBeAbsent Object defaultValue,
      @MayBeAbsent Double min,
      @MayBeAbsent Double max,
      @MayBeAbsent Double step,
      @MayBeAbsent List<String> values,
      @MayBeAbsent Boolean secret) {

    /** False is written as absence, so that a manifest equals itself however it is written. */
    public Parameter {
      secret = Boolean.TRUE.equals(secret) ? true : null;
    }

    /** One whose values everybody may see. */
    public Parameter(
        String id,
        String type,
        Object defaultValue,
        Double min,
        Double max,
        Double step,
        List<String> values) {
      this(id, type, defaultValue, min, max, step, values, null);
    }

    /** Whether its values are secret. */
    public boolean confidential() {
      return secret != null;
    }
  }
}
