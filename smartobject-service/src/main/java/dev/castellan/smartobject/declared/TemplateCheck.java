package dev.castellan.smartobject.declared;

import static dev.castellan.smartobject.declared.BrokenManifest.unless;

import dev.castellan.smartobject.declared.Manifest.Setting;
import dev.castellan.smartobject.module.ParameterType;
import dev.castellan.web.template.Placeholders;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What placeholders of an action may stand for, and where. */
final class TemplateCheck {

  private final Map<String, ParameterType> types;
  private final Set<String> secret;
  private final Set<String> maybe;
  private final Set<String> settings;

  /**
   * @param arguments those that are secret
   * @param types of every setting and argument
   */
  TemplateCheck(Manifest manifest, Set<String> arguments, Map<String, ParameterType> types) {
    this.types = types;
    this.settings = manifest.settingsThat(each -> true);
    this.secret = new HashSet<>(manifest.settingsThat(Setting::secret));
    this.secret.addAll(arguments);
    this.maybe = manifest.settingsThat(each -> !each.always());
  }

  /** The setting or argument that a reference takes its value from. */
  static String root(String reference) {
    return reference.split("\\.", 2)[0];
  }

  boolean textSetting(String reference) {
    return settings.contains(reference) && types.get(reference) == ParameterType.TEXT;
  }

  /** Every placeholder is declared, and has a form of its value. */
  void known(String member, Object tree) {
    for (String reference : Placeholders.references(tree)) {
      String root = root(reference);
      unless(types.containsKey(root), member, "{" + reference + "} is no setting or argument");
      unless(
          root.equals(reference)
              || ValueForm.find(reference.substring(root.length() + 1), types.get(root))
                  .isPresent(),
          member,
          "{" + reference + "} is no form of the value");
    }
  }

  /** As {@link #known}, and each always has a value. */
  void alwaysThere(String member, Object tree) {
    known(member, tree);
    for (String reference : Placeholders.references(tree)) {
      unless(
          !maybe.contains(root(reference)),
          member,
          "{" + reference + "} must be required or have a default");
    }
  }

  /** No placeholder stands for a secret. */
  void notSecret(String member, Object tree) {
    for (String reference : Placeholders.references(tree)) {
      unless(!secret.contains(root(reference)), member, "must not show a secret");
    }
  }

  /** What an action answers, out of an answer and what was sent. */
  void result(String member, Object result) {
    unless(
        result == null
            || result instanceof Map
            || result instanceof String text && ResultTemplate.isPointer(text),
        member,
        "must be a JSON pointer or an object");
    alwaysThere(member, result);
    notSecret(member, result);
  }
}
