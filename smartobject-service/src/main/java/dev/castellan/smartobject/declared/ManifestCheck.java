package dev.castellan.smartobject.declared;

import static dev.castellan.smartobject.declared.BrokenManifest.unless;

import com.fasterxml.jackson.core.JsonPointer;
import dev.castellan.smartobject.declared.Manifest.Argument;
import dev.castellan.smartobject.declared.Manifest.Operation;
import dev.castellan.smartobject.module.ManifestRules;
import dev.castellan.smartobject.module.ParameterType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a module file must hold, so that nothing about it can fail when a device is called. */
final class ManifestCheck {

  private ManifestCheck() {}

  /**
   * @throws BrokenManifest naming the first member that cannot be used
   */
  static void check(Manifest manifest) {
    noneEmpty("settings", manifest.settings());
    noneEmpty("actions", manifest.actions());
    for (int i = 0; i < manifest.actions().size(); i++) {
      noneEmpty("actions[" + i + "].settings", manifest.actions().get(i).settings());
    }
    ManifestRules.check(manifest.state()).stream()
        .findFirst()
        .ifPresent(
            error -> {
              throw new BrokenManifest(error.field(), error.message());
            });
    if (manifest.failure() != null) {
      pointer("failure", manifest.failure());
    }
    Map<String, ParameterType> types = new HashMap<>();
    manifest.settings().forEach(each -> types.put(each.id(), ParameterType.of(each.type())));
    boolean mqtt = manifest.kind().equals(Manifest.MQTT);
    unless(mqtt || manifest.kind().equals(Manifest.HTTP), "kind", "must be http or mqtt");
    unless(
        mqtt == (manifest.connection() != null),
        "connection",
        "is for kind mqtt, and needed there");
    if (mqtt) {
      MessageCheck.connection(manifest.connection(), new TemplateCheck(manifest, Set.of(), types));
    }
    for (int i = 0; i < manifest.actions().size(); i++) {
      action("actions[" + i + "]", manifest, manifest.actions().get(i), new HashMap<>(types));
    }
  }

  private static void action(
      String member, Manifest manifest, Operation action, Map<String, ParameterType> types) {
    for (int i = 0; i < action.settings().size(); i++) {
      Argument each = action.settings().get(i);
      String place = member + ".settings[" + i + "]";
      ParameterType type = ParameterType.of(each.type());
      // Placeholders have one name space.
      unless(types.put(each.id(), type) == null, place + ".id", "is there twice");
      boolean number = type == ParameterType.NUMBER || type == ParameterType.SLIDER;
      unless(
          each.sendAtMost() == null || number && Double.isFinite(each.sendAtMost()),
          place + ".sendAtMost",
          "is for number and slider alone");
    }
    TemplateCheck templates = new TemplateCheck(manifest, action.secrets(), types);
    if (manifest.kind().equals(Manifest.MQTT)) {
      MessageCheck.check(member, action, templates);
    } else {
      RequestCheck.check(member, action, templates);
    }
  }

  private static void noneEmpty(String member, List<?> list) {
    for (int i = 0; i < list.size(); i++) {
      unless(list.get(i) != null, member + "[" + i + "]", "must not be empty");
    }
  }

  private static void pointer(String member, String text) {
    try {
      JsonPointer.compile(text);
    } catch (IllegalArgumentException e) {
      throw new BrokenManifest(member, "is no JSON pointer");
    }
  }
}
