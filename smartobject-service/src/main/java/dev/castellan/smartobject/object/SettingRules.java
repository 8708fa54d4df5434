package dev.castellan.smartobject.object;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.castellan.contracts.smartobject.ModuleState;
import dev.castellan.smartobject.module.ParameterType;
import dev.castellan.web.failure.FieldError;
import dev.castellan.web.failure.ServiceException;
import dev.castellan.web.secret.SecretBox;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a manifest demands of an object's settings, and how a value is kept. */
@ApplicationScoped
class SettingRules {

  private final ObjectMapper mapper;
  private final SecretBox secrets;

  SettingRules(ObjectMapper mapper, SecretBox secrets) {
    this.mapper = mapper;
    this.secrets = secrets;
  }

  /**
   * @throws ServiceException 422 listing every required setting that is missing and every value of
   *     a wrong type
   */
  void check(ModuleState manifest, Map<String, Object> settings) {
    List<FieldError> errors = new ArrayList<>();
    for (ModuleState.Setting declared : manifest.settings()) {
      Object value = settings.get(declared.id());
      if (value == null && declared.required()) {
        errors.add(new FieldError("settings." + declared.id(), "is required by the module"));
      }
    }
    settings.forEach(
        (reference, value) ->
            problem(manifest, reference, value)
                .ifPresent(
                    problem -> errors.add(new FieldError("settings." + reference, problem))));
    if (!errors.isEmpty()) {
      throw ServiceException.invalid(errors);
    }
  }

  /**
   * @throws ServiceException 422 when the value is not of the type that the manifest declares
   */
  void check(ModuleState manifest, SettingRequest setting) {
    problem(manifest, setting.reference(), setting.value())
        .ifPresent(
            problem -> {
              throw ServiceException.invalid("value", problem);
            });
  }

  private static Optional<String> problem(ModuleState manifest, String reference, Object value) {
    return declared(manifest, reference)
        .filter(each -> value != null && ParameterType.of(each.type()).read(value).isEmpty())
        .map(each -> "must be a " + each.type());
  }

  boolean required(ModuleState manifest, String reference) {
    return declared(manifest, reference).map(ModuleState.Setting::required).orElse(false);
  }

  /** Puts a value into the setting: in clear, or sealed when the manifest calls it secret. */
  void keep(ModuleState manifest, SmartobjectSetting setting, Object value) {
    String json = json(value);
    if (declared(manifest, setting.reference()).map(ModuleState.Setting::secret).orElse(false)) {
      setting.seal(secrets.seal(json, ObjectSettings.purpose(setting.reference())));
    } else {
      setting.open(json);
    }
  }

  private static Optional<ModuleState.Setting> declared(ModuleState manifest, String reference) {
    return manifest.settings().stream().filter(each -> each.id().equals(reference)).findFirst();
  }

  private String json(Object value) {
    try {
      return mapper.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("setting cannot be written", e);
    }
  }
}
