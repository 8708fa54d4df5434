package dev.castellan.smartobject.module;

import dev.castellan.contracts.smartobject.ModuleState;
import dev.castellan.messaging.outbox.Outbox;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Tells the others what the installed modules can do; of built-in ones anew at each start, so that
 * a wiped topic heals.
 */
@ApplicationScoped
public class ModuleEvents {

  private final ModuleCatalogue catalogue;
  private final Outbox outbox;

  ModuleEvents(ModuleCatalogue catalogue, Outbox outbox) {
    this.catalogue = catalogue;
    this.outbox = outbox;
  }

  void publish(@Observes @Priority(5_000) StartupEvent start) {
    QuarkusTransaction.requiringNew().run(() -> catalogue.builtIn().forEach(this::installed));
  }

  /** A module was added, or can do something else now. */
  public void installed(ModuleState manifest) {
    outbox.append(manifest.id(), manifest);
  }

  /** A module is gone. */
  public void uninstalled(String moduleId) {
    outbox.appendTombstone(moduleId, ModuleState.class);
  }
}
