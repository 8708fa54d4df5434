package dev.castellan.smartobject.object;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.castellan.contracts.smartobject.ModuleState;
import dev.castellan.smartobject.module.Discretion;
import dev.castellan.smartobject.module.ParameterType;
import dev.castellan.web.failure.FieldError;
import dev.castellan.web.failure.ServiceException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a manifest demands of an object's settings, and how a value is kept. */
@ApplicationScoped
class SettingRules {

  static final int LONGEST_REFERENCE = 255;

  private final ObjectMapper mapper;
  private final SealedSettings secrets;

  SettingRules(ObjectMapper mapper, SealedSettings secrets) {
    this.mapper = mapper;
    this.secrets = secrets;
  }

  /** Every required setting that is missing, and every one that cannot be kept. */
  List<FieldError> check(ModuleState manifest, Map<String, Object> settings) {
    List<FieldError> errors = new ArrayList<>();
    for (ModuleState.Setting declared : manifest.settings()) {
      Object value = settings.get(declared.id());
      if (value == null && declared.required()) {
        errors.add(new FieldError("settings." + declared.id(), "is required by the module"));
      }
    }
    settings.forEach(
        (reference, value) ->
            Texts.nameProblem(reference, LONGEST_REFERENCE)
                .map(problem -> "has a name that " + problem)
                .or(() -> problem(manifest, reference, value))
                .ifPresent(
                    problem -> errors.add(new FieldError("settings." + reference, problem))));
    return errors;
  }

  /**
   * @throws ServiceException 422 when the value cannot be kept, or is not of the type that the
   *     manifest declares
   */
  void check(ModuleState manifest, SettingRequest setting) {
    problem(manifest, setting.reference(), setting.value())
        .ifPresent(
            problem -> {
              throw ServiceException.invalid("value", problem);
            });
  }

  private static Optional<String> problem(ModuleState manifest, String reference, Object value) {
    return Texts.valueProblem(value)
        .or(
            () ->
                declared(manifest, reference)
                    .filter(each -> unfit(each, value))
                    .map(each -> "must be a " + each.type()));
  }

  private static boolean unfit(ModuleState.Setting declared, Object value) {
    return value != null
        && !(declared.secret() && Discretion.MASK.equals(value))
        && ParameterType.of(declared.type()).read(value).isEmpty();
  }

  boolean required(ModuleState manifest, String reference) {
    return declared(manifest, reference).map(ModuleState.Setting::required).orElse(false);
  }

  /** Whether the manifest calls it secret; null for a module that is not installed. */
  static boolean secret(ModuleState manifest, String reference) {
    return manifest != null
        && declared(manifest, reference).map(ModuleState.Setting::secret).orElse(false);
  }

  /**
   * Puts a value into the setting: in clear, or sealed when the manifest calls it secret. What was
   * secret stays so when the manifest says nothing of it, as while its module is not installed.
   * Sending back the mask, which is all that a client can read of a secret, leaves it as it is.
   *
   * @throws ServiceException 422 when there is no secret that could be left
   */
  void keep(ModuleState manifest, long smartobjectId, SmartobjectSetting setting, Object value) {
    String json = json(value);
    boolean secret =
        declared(manifest, setting.reference())
            .map(ModuleState.Setting::secret)
            .orElseGet(setting::isSealed);
    if (secret && Discretion.MASK.equals(value)) {
      if (!setting.kept()) {
        throw ServiceException.invalid(
            "settings." + setting.reference(), "must be the secret, not what stands for it");
      }
    } else if (secret) {
      setting.seal(secrets.seal(smartobjectId, setting.reference(), json));
    } else {
      setting.open(json);
    }
  }

  /** A module that is not installed declares nothing. */
  static ModuleState unknown(String module) {
    return new ModuleState(module, null, null, null, List.of(), List.of(), 0);
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
