package dev.castellan.smartobject.object;

import dev.castellan.smartobject.module.Module;
import dev.castellan.smartobject.module.ModuleCatalogue;
import dev.castellan.smartobject.module.VirtualModule;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;

/** At each start: module files may have come or gone, or call something secret that was not. */
@ApplicationScoped
class InstalledModules {

  private final ModuleCatalogue modules;
  private final StatusService statuses;
  private final SecretSettingsService secrets;

  InstalledModules(ModuleCatalogue modules, StatusService statuses, SecretSettingsService secrets) {
    this.modules = modules;
    this.statuses = statuses;
    this.secrets = secrets;
  }

  /** After the registered modules are known. */
  void settle(@Observes @Priority(6_000) StartupEvent event) {
    List<String> virtual = new ArrayList<>();
    List<String> real = new ArrayList<>();
    for (Module each : modules.all()) {
      (each instanceof VirtualModule ? virtual : real).add(each.manifest().id());
      secrets.keepSecret(each.manifest());
    }
    List<String> all = new ArrayList<>(virtual);
    all.addAll(real);
    boolean more;
    do {
      more = statuses.installedAlone(all);
      more |= statuses.installed(virtual, ObjectStatus.ONLINE);
      more |= statuses.installed(real, ObjectStatus.OFFLINE);
    } while (more);
  }
}
