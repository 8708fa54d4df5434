package dev.castellan.smartobject.module;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.castellan.contracts.smartobject.ModuleState;
import java.util.List;

/** A module as clients read it. */
record ModuleView(
    String id,
    String name,
    String kind,
    String icon,
    List<SettingView> settings,
    List<ActionView> actions) {

  static ModuleView of(ModuleState manifest) {
    return new ModuleView(
        manifest.id(),
        manifest.name(),
        manifest.kind(),
        manifest.icon(),
        manifest.settings().stream().map(SettingView::of).toList(),
        manifest.actions().stream().map(each -> ActionView.of(each, null)).toList());
  }

  /** A configuration value that an object of the module must or may have. */
  record SettingView(
      String id,
      String type,
      boolean required,
      boolean secret,
      @JsonProperty("default") Object defaultValue) {

    static SettingView of(ModuleState.Setting setting) {
      return new SettingView(
          setting.id(),
          setting.type(),
          setting.required(),
          setting.secret(),
          setting.defaultValue());
    }
  }
}
