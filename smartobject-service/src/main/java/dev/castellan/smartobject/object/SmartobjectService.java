package dev.castellan.smartobject.object;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.castellan.contracts.Caller;
import dev.castellan.contracts.smartobject.ModuleState;
import dev.castellan.contracts.smartobject.SmartobjectState;
import dev.castellan.smartobject.module.Module;
import dev.castellan.smartobject.module.ModuleCatalogue;
import dev.castellan.smartobject.module.VirtualModule;
import dev.castellan.web.envelope.Answer;
import dev.castellan.web.etag.Precondition;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import dev.castellan.web.security.ProfileResolver;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Map;
import org.hibernate.exception.ConstraintViolationException;

/** What can be done to smart objects. */
@ApplicationScoped
class SmartobjectService {

  private final SmartobjectRepository objects;
  private final ModuleCatalogue modules;
  private final SettingRules settingRules;
  private final SmartobjectEvents events;
  private final ProfileResolver profiles;
  private final SmartobjectReader reader;
  private final Precondition precondition;
  private final ObjectMapper mapper;

  SmartobjectService(
      SmartobjectRepository objects,
      ModuleCatalogue modules,
      SettingRules settingRules,
      SmartobjectEvents events,
      ProfileResolver profiles,
      SmartobjectReader reader,
      Precondition precondition,
      ObjectMapper mapper) {
    this.objects = objects;
    this.modules = modules;
    this.settingRules = settingRules;
    this.events = events;
    this.profiles = profiles;
    this.reader = reader;
    this.precondition = precondition;
    this.mapper = mapper;
  }

  /**
   * @return id of the new object
   */
  @Transactional
  public long create(SmartobjectRequest request, Caller caller) {
    Module module =
        modules.installed(request.module()).orElseThrow(SmartobjectService::notInstalled);
    ModuleState manifest =
        modules.forEdit(request.module()).orElseThrow(SmartobjectService::notInstalled);
    refuseTaken(request.reference());
    Smartobject object =
        new Smartobject(
            request.reference(),
            request.module(),
            // A driver brings it up right after the commit, and says so.
            module instanceof VirtualModule ? ObjectStatus.ONLINE : ObjectStatus.OFFLINE);
    objects.persist(object);
    request
        .settings()
        .values()
        .forEach((reference, value) -> put(object, manifest, reference, value));
    flush();
    objects.addDevice(
        object.id(),
        json(module instanceof VirtualModule virtual ? virtual.initialState() : Map.of()));
    events.created(object, caller);
    return object.id();
  }

  @Transactional
  public void rename(long id, SmartobjectPatch patch, Caller caller) {
    Smartobject object = find(id, caller);
    if (!object.reference().equals(patch.reference())) {
      refuseTaken(patch.reference());
      SmartobjectState before = events.stateOf(object);
      object.rename(patch.reference());
      flush();
      events.changed(before, object, caller);
    }
  }

  @Transactional
  public void delete(long id, Caller caller) {
    Smartobject object = find(id, caller);
    SmartobjectState before = events.stateOf(object);
    objects.delete(object);
    events.deleted(before, caller);
  }

  /** A setting and whether it is a new one. */
  record StoredSetting(long id, boolean created) {}

  /** Adds a setting, or replaces the value of the one with that reference. */
  @Transactional
  public StoredSetting putSetting(long id, SettingRequest request, Caller caller) {
    // Of the record, for this replica may know an older one, to which a secret is none.
    ModuleState manifest =
        objects
            .moduleOf(id)
            .map(module -> modules.forEdit(module).orElseGet(() -> SettingRules.unknown(module)))
            .orElseThrow(() -> new ServiceException(ErrorCode.SMARTOBJECT_NOT_FOUND));
    Smartobject object = find(id, caller);
    settingRules.check(manifest, request);
    SmartobjectState before = events.stateOf(object);
    boolean created = object.setting(request.reference()).isEmpty();
    SmartobjectSetting setting = put(object, manifest, request.reference(), request.value());
    object.edited();
    objects.flush();
    events.changed(before, object, caller);
    return new StoredSetting(setting.id(), created);
  }

  @Transactional
  public void deleteSetting(long id, long settingId, Caller caller) {
    Smartobject object = find(id, caller);
    SmartobjectSetting setting =
        object.settings().stream()
            .filter(each -> each.id() == settingId)
            .findFirst()
            .orElseThrow(() -> new ServiceException(ErrorCode.SETTING_NOT_FOUND));
    if (settingRules.required(manifest(object), setting.reference())) {
      throw ServiceException.invalid(setting.reference(), "is required by the module");
    }
    SmartobjectState before = events.stateOf(object);
    object.remove(setting);
    events.changed(before, object, caller);
  }

  /** A profile that may execute, and whether it could not before. */
  record Grant(long profileId, boolean added) {}

  /** Lets a profile execute the object's actions. */
  @Transactional
  public Grant grant(long id, ProfileRequest request, Caller caller) {
    long profile = profiles.require("idProfile", request.idProfile());
    Smartobject object = find(id, caller);
    SmartobjectState before = events.stateOf(object);
    boolean added = object.grant(profile);
    if (added) {
      events.changed(before, object, caller);
    }
    return new Grant(profile, added);
  }

  @Transactional
  public void revoke(long id, String profileRef, Caller caller) {
    long profile = profiles.require("idProfile", profileRef);
    Smartobject object = find(id, caller);
    SmartobjectState before = events.stateOf(object);
    if (object.revoke(profile)) {
      events.changed(before, object, caller);
    }
  }

  /** The object, kept from other editors, if the client has seen its present version. */
  private Smartobject find(long id, Caller caller) {
    Smartobject object =
        objects
            .findForEdit(id)
            .orElseThrow(() -> new ServiceException(ErrorCode.SMARTOBJECT_NOT_FOUND));
    precondition.check(object.version(), () -> Answer.ok(reader.one(id, caller).orElseThrow()));
    return object;
  }

  private static ServiceException notInstalled() {
    return ServiceException.invalid("module", "is not an installed module");
  }

  private void refuseTaken(String reference) {
    if (objects.referenceTaken(reference)) {
      throw new ServiceException(ErrorCode.REFERENCE_TAKEN);
    }
  }

  /** Somebody may have taken the reference since it was looked for. */
  private void flush() {
    try {
      objects.flush();
    } catch (ConstraintViolationException e) {
      throw new ServiceException(ErrorCode.REFERENCE_TAKEN);
    }
  }

  private SmartobjectSetting put(
      Smartobject object, ModuleState manifest, String reference, Object value) {
    SmartobjectSetting setting =
        object
            .setting(reference)
            .orElseGet(
                () -> {
                  SmartobjectSetting fresh = new SmartobjectSetting(reference);
                  object.add(fresh);
                  return fresh;
                });
    settingRules.keep(manifest, object.id(), setting, value);
    return setting;
  }

  private ModuleState manifest(Smartobject object) {
    return modules.manifest(object.module()).orElseGet(() -> SettingRules.unknown(object.module()));
  }

  private String json(Object value) {
    try {
      return mapper.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("state cannot be written", e);
    }
  }
}
