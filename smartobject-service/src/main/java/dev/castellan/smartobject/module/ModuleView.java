package dev.castellan.smartobject.module;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.castellan.contracts.Topics;
import dev.castellan.contracts.smartobject.ModuleState;
import dev.castellan.web.etag.Versioned;
import java.util.List;

/**
 * A module as clients read it.
 *
 * @param alive of external modules: whether it gives signs of life
 * @param requests of external modules: the topic on which it is called
 * @param results of external modules: the topic on which it answers
 */
public record ModuleView(
    String id,
    String name,
    String kind,
    String icon,
    List<SettingView> settings,
    List<ActionView> actions,
    long version,
    @JsonInclude(JsonInclude.Include.NON_NULL) Boolean alive,
    @JsonInclude(JsonInclude.Include.NON_NULL) String requests,
    @JsonInclude(JsonInclude.Include.NON_NULL) String results)
    implements Versioned {

  /** A module as it is at this moment. */
  public static ModuleView of(Module module) {
    return of(module.manifest(), module.alive().orElse(null));
  }

  /**
   * A module by its manifest.
   *
   * @param alive null when it runs in this process
   */
  public static ModuleView of(ModuleState manifest, Boolean alive) {
    return new ModuleView(
        manifest.id(),
        manifest.name(),
        manifest.kind(),
        manifest.icon(),
        manifest.settings().stream().map(SettingView::of).toList(),
        manifest.actions().stream().map(each -> ActionView.of(each, null)).toList(),
        manifest.version(),
        alive,
        alive == null ? null : Topics.moduleRequests(manifest.id()),
        alive == null ? null : Topics.MODULE_RESULTS);
  }

  /** A configuration value that an object of the module must or may have. */
  public record SettingView(
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
