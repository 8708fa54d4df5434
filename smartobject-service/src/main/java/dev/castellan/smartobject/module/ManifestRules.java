package dev.castellan.smartobject.module;

import dev.castellan.contracts.smartobject.ModuleState;
import dev.castellan.contracts.smartobject.ModuleState.Action;
import dev.castellan.contracts.smartobject.ModuleState.Parameter;
import dev.castellan.contracts.smartobject.ModuleState.Setting;
import dev.castellan.contracts.smartobject.ParameterRange;
import dev.castellan.web.failure.FieldError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a manifest must hold, whatever its family, so that nothing about it can fail later. */
public final class ManifestRules {

  private static final Pattern MODULE_ID = Pattern.compile("[a-z][a-z0-9-]{0,62}");
  private static final Pattern ID = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,62}");
  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_DESCRIPTION = 2_000;
  private static final int MOST = 100;
  private static final String SECRET_DEFAULT =
      "must not be there: a secret is not for everybody who reads the manifest";
  private static final String SECRET_LOOK =
      "is not for what is safe: who shows its results shows what it was asked with";

  private final List<FieldError> errors = new ArrayList<>();

  private ManifestRules() {}

  /** Everything that is wrong with a manifest, in its order; empty when it can be used. */
  public static List<FieldError> check(ModuleState manifest) {
    ManifestRules rules = new ManifestRules();
    rules.id(MODULE_ID, "id", manifest.id());
    rules.name("name", manifest.name());
    rules.text("icon", manifest.icon(), LONGEST_NAME);
    rules.count("settings", manifest.settings());
    Set<String> settings = new HashSet<>();
    for (int i = 0; i < manifest.settings().size(); i++) {
      Setting each = manifest.settings().get(i);
      rules.setting("settings[" + i + "]", each);
      rules.unless(settings.add(each.id()), "settings[" + i + "].id", "is there twice");
    }
    rules.unless(!manifest.actions().isEmpty(), "actions", "must not be empty");
    rules.count("actions", manifest.actions());
    Set<String> actions = new HashSet<>();
    for (int i = 0; i < manifest.actions().size(); i++) {
      Action each = manifest.actions().get(i);
      rules.action("actions[" + i + "]", each);
      rules.unless(actions.add(each.id()), "actions[" + i + "].id", "is there twice");
    }
    return rules.errors;
  }

  private void setting(String member, Setting setting) {
    id(ID, member + ".id", setting.id());
    type(member, setting.type())
        .ifPresent(type -> defaultValue(member, setting.defaultValue(), type));
    unless(
        setting.defaultValue() == null || !setting.secret(), member + ".default", SECRET_DEFAULT);
  }

  private void action(String member, Action action) {
    id(ID, member + ".id", action.id());
    name(member + ".name", action.name());
    text(member + ".description", action.description(), LONGEST_DESCRIPTION);
    unless(
        action.idempotent() || !action.safe(),
        member + ".idempotent",
        "must not be false: what is safe may be repeated");
    count(member + ".settings", action.settings());
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < action.settings().size(); i++) {
      Parameter each = action.settings().get(i);
      String place = member + ".settings[" + i + "]";
      id(ID, place + ".id", each.id());
      unless(ids.add(each.id()), place + ".id", "is there twice");
      unless(!each.confidential() || !action.safe(), place + ".secret", SECRET_LOOK);
      unless(
          each.defaultValue() == null || !each.confidential(), place + ".default", SECRET_DEFAULT);
      type(place, each.type()).ifPresent(type -> parameter(place, each, type));
    }
  }

  private void parameter(String member, Parameter parameter, ParameterType type) {
    boolean number = type == ParameterType.NUMBER || type == ParameterType.SLIDER;
    numbersAlone(number, member + ".min", parameter.min());
    numbersAlone(number, member + ".max", parameter.max());
    numbersAlone(number, member + ".step", parameter.step());
    unless(
        parameter.min() == null || parameter.max() == null || parameter.min() <= parameter.max(),
        member + ".max",
        "must not be less than min");
    Double step = parameter.step();
    unless(step == null || step > 0, member + ".step", "must be greater than 0");
    List<String> values = parameter.values();
    boolean select = type == ParameterType.SELECT;
    unless(
        select ? values != null && !values.isEmpty() && !values.contains(null) : values == null,
        member + ".values",
        select ? "must name what can be chosen" : "is for select alone");
    if (values != null) {
      count(member + ".values", values);
      values.forEach(each -> text(member + ".values", each, LONGEST_NAME));
    }
    if (defaultValue(member, parameter.defaultValue(), type)) {
      Object value = type.read(parameter.defaultValue()).orElseThrow();
      unless(
          unsound(parameter) || ParameterRange.problem(parameter, value).isEmpty(),
          member + ".default",
          "is no value that callers could give");
    }
  }

  /** Whether its range has been found broken already. */
  private static boolean unsound(Parameter parameter) {
    return Stream.of(parameter.min(), parameter.max(), parameter.step())
            .anyMatch(each -> each != null && !Double.isFinite(each))
        || parameter.step() != null && parameter.step() <= 0;
  }

  private Optional<ParameterType> type(String member, String word) {
    Optional<ParameterType> type = ParameterType.find(word);
    unless(type.isPresent(), member + ".type", "is no type of a value");
    return type;
  }

  /** Whether there is one, and it is of the type. */
  private boolean defaultValue(String member, Object value, ParameterType type) {
    boolean fine = value == null || type.read(value).isPresent();
    unless(fine, member + ".default", "is no value of the type");
    return fine && value != null;
  }

  private void numbersAlone(boolean number, String member, Double value) {
    unless(value == null || number, member, "is for number and slider alone");
    unless(value == null || Double.isFinite(value), member, "must be a number");
  }

  private void id(Pattern shape, String member, String id) {
    unless(id != null, member, "is required");
    unless(id == null || shape.matcher(id).matches(), member, "must match " + shape);
  }

  private void name(String member, String name) {
    unless(name != null && !name.isBlank(), member, "is required");
    text(member, name, LONGEST_NAME);
  }

  private void text(String member, String text, int longest) {
    unless(text == null || text.length() <= longest, member, "is longer than " + longest);
    unless(text == null || text.indexOf(0) < 0, member, "must not hold a NUL character");
  }

  private void count(String member, List<?> list) {
    unless(list.size() <= MOST, member, "must not be more than " + MOST);
  }

  private void unless(boolean holds, String member, String problem) {
    if (!holds) {
      errors.add(new FieldError(member, problem));
    }
  }
}
