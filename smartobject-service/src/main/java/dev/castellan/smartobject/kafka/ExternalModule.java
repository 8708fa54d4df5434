package dev.castellan.smartobject.kafka;

import dev.castellan.contracts.smartobject.ModuleState;
import dev.castellan.smartobject.module.ConfiguredSettings;
import dev.castellan.smartobject.module.Device;
import dev.castellan.smartobject.module.DeviceException;
import dev.castellan.smartobject.module.DeviceModule;
import dev.castellan.smartobject.module.DeviceSettings;
import dev.castellan.smartobject.module.StatusReport;
import java.util.Optional;

/** A driver that runs elsewhere. */
final class ExternalModule implements DeviceModule {

  private final ModuleState manifest;
  private final boolean alive;
  private final ExternalModules modules;
  private final ModuleCalls calls;

  ExternalModule(ModuleState manifest, boolean alive, ExternalModules modules, ModuleCalls calls) {
    this.manifest = manifest;
    this.alive = alive;
    this.modules = modules;
    this.calls = calls;
  }

  @Override
  public ModuleState manifest() {
    return manifest;
  }

  @Override
  public Optional<Boolean> alive() {
    return Optional.of(alive);
  }

  @Override
  public Device start(DeviceSettings given, StatusReport status) throws DeviceException {
    ConfiguredSettings settings = ConfiguredSettings.of(manifest, given);
    requireLife();
    return call -> {
      requireLife();
      return calls.call(new ModuleCalls.Call(manifest, given, settings, call));
    };
  }

  /** Nobody waits out his time for a module that is known to be away. */
  private void requireLife() throws DeviceException {
    if (!modules.find(manifest.id()).map(each -> each.alive).orElse(false)) {
      throw DeviceException.unreachable("The module gives no sign of life");
    }
  }
}
