package dev.castellan.smartobject.module;

import dev.castellan.messaging.outbox.Outbox;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Tells the others what the installed modules can do, anew at each start, so that a wiped topic
 * heals.
 */
@ApplicationScoped
class ModuleEvents {

  private final ModuleCatalogue catalogue;
  private final Outbox outbox;

  ModuleEvents(ModuleCatalogue catalogue, Outbox outbox) {
    this.catalogue = catalogue;
    this.outbox = outbox;
  }

  void publish(@Observes @Priority(5_000) StartupEvent start) {
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                catalogue.manifests().forEach(manifest -> outbox.append(manifest.id(), manifest)));
  }
}
