package dev.castellan.smartobject.http;

import static dev.castellan.smartobject.http.BrokenManifest.unless;

import com.fasterxml.jackson.core.JsonPointer;
import dev.castellan.smartobject.http.HttpManifest.Argument;
import dev.castellan.smartobject.http.HttpManifest.Operation;
import dev.castellan.smartobject.http.HttpManifest.Setting;
import dev.castellan.smartobject.module.ParameterType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What a module file must hold, so that nothing about it can fail when a device is called. */
final class ManifestCheck {

  private static final Pattern MODULE_ID = Pattern.compile("[a-z][a-z0-9-]{0,62}");
  private static final Pattern ID = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,62}");
  private static final int LONGEST_NAME = 200;

  private ManifestCheck() {}

  /**
   * @throws BrokenManifest naming the first member that cannot be used
   */
  static void check(HttpManifest manifest) {
    id(MODULE_ID, "id", manifest.id());
    name("name", manifest.name());
    Map<String, ParameterType> types = new HashMap<>();
    for (int i = 0; i < manifest.settings().size(); i++) {
      setting("settings[" + i + "]", manifest.settings().get(i), types);
    }
    if (manifest.failure() != null) {
      pointer("failure", manifest.failure());
    }
    unless(!manifest.actions().isEmpty(), "actions", "must not be empty");
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < manifest.actions().size(); i++) {
      Operation action = manifest.actions().get(i);
      action("actions[" + i + "]", manifest, action, new HashMap<>(types));
      unless(ids.add(action.id()), "actions[" + i + "].id", "is there twice");
    }
  }

  private static void setting(String member, Setting setting, Map<String, ParameterType> types) {
    unless(setting != null, member, "must not be empty");
    declare(member, setting.id(), setting.type(), types);
    defaultValue(member, setting.defaultValue(), types.get(setting.id()));
    unless(
        setting.defaultValue() == null || !setting.secret(),
        member + ".default",
        "must not be there: a secret is not for everybody who has the file");
  }

  private static void action(
      String member, HttpManifest manifest, Operation action, Map<String, ParameterType> types) {
    unless(action != null, member, "must not be empty");
    id(ID, member + ".id", action.id());
    name(member + ".name", action.name());
    unless(
        action.repeatable() || !action.safe(),
        member + ".idempotent",
        "must not be false: what is safe may be repeated");
    for (int i = 0; i < action.settings().size(); i++) {
      argument(member + ".settings[" + i + "]", action.settings().get(i), types);
    }
    RequestCheck.check(member, manifest, action, types);
  }

  private static void argument(String member, Argument argument, Map<String, ParameterType> types) {
    unless(argument != null, member, "must not be empty");
    declare(member, argument.id(), argument.type(), types);
    ParameterType type = types.get(argument.id());
    boolean number = type == ParameterType.NUMBER || type == ParameterType.SLIDER;
    numbersAlone(number, member + ".min", argument.min());
    numbersAlone(number, member + ".max", argument.max());
    numbersAlone(number, member + ".step", argument.step());
    numbersAlone(number, member + ".sendAtMost", argument.sendAtMost());
    unless(
        argument.min() == null || argument.max() == null || argument.min() <= argument.max(),
        member + ".max",
        "must not be less than min");
    List<String> values = argument.values();
    unless(
        type == ParameterType.SELECT
            ? values != null && !values.isEmpty() && !values.contains(null)
            : values == null,
        member + ".values",
        type == ParameterType.SELECT ? "must name what can be chosen" : "is for select alone");
    defaultValue(member, argument.defaultValue(), type);
    unless(
        argument.defaultValue() == null || fits(argument, type),
        member + ".default",
        "is no value that callers could give");
  }

  private static boolean fits(Argument argument, ParameterType type) {
    Object value = type.read(argument.defaultValue()).orElseThrow();
    if (value instanceof Number number) {
      return (argument.min() == null || number.doubleValue() >= argument.min())
          && (argument.max() == null || number.doubleValue() <= argument.max());
    }
    return argument.values() == null || argument.values().contains(value.toString());
  }

  private static void declare(
      String member, String id, String type, Map<String, ParameterType> types) {
    id(ID, member + ".id", id);
    ParameterType known = null;
    for (ParameterType each : ParameterType.values()) {
      known = each.name().toLowerCase(Locale.ROOT).equals(type) ? each : known;
    }
    unless(known != null, member + ".type", "is no type of a value");
    unless(types.put(id, known) == null, member + ".id", "is there twice");
  }

  private static void defaultValue(String member, Object value, ParameterType type) {
    unless(
        value == null || type.read(value).isPresent(),
        member + ".default",
        "is no value of the type");
  }

  private static void numbersAlone(boolean number, String member, Double value) {
    unless(value == null || number, member, "is for number and slider alone");
    unless(value == null || Double.isFinite(value), member, "must be a number");
  }

  private static void id(Pattern shape, String member, String id) {
    unless(id != null, member, "is required");
    unless(shape.matcher(id).matches(), member, "must match " + shape);
  }

  private static void name(String member, String name) {
    unless(name != null && !name.isBlank(), member, "is required");
    unless(name.length() <= LONGEST_NAME, member, "is longer than " + LONGEST_NAME);
  }

  private static void pointer(String member, String text) {
    try {
      JsonPointer.compile(text);
    } catch (IllegalArgumentException e) {
      throw new BrokenManifest(member, "is no JSON pointer");
    }
  }
}
