package dev.castellan.smartobject.kafka;

import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Set;

/**
 * Looks after external modules once a second: notes who was heard, judges who lives, learns what
 * other replicas have registered, and takes away topics of removed ones.
 */
@ApplicationScoped
class ModuleKeeper {

  private final ModuleStore store;
  private final ModuleService service;
  private final ModuleResults results;
  private final ExternalModules modules;
  private final ExternalConfig config;
  private Thread thread;
  private long listeningSince;
  private boolean listening;
  private long lastJudged;

  ModuleKeeper(
      ModuleStore store,
      ModuleService service,
      ModuleResults results,
      ExternalModules modules,
      ExternalConfig config) {
    this.store = store;
    this.service = service;
    this.results = results;
    this.modules = modules;
    this.config = config;
  }

  /** Before anybody asks which modules there are. */
  void start(@Observes @Priority(1_000) StartupEvent event) {
    modules.refresh();
    service.tellAgain();
    thread = Thread.ofPlatform().daemon().name("external-modules").start(this::keep);
  }

  void stop(@Observes ShutdownEvent event) {
    thread.interrupt();
  }

  private void keep() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        Thread.sleep(config.lookEvery());
        look();
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        Log.warnf("External modules cannot be looked after: %s", e.getMessage());
      }
    }
  }

  private void look() throws InterruptedException {
    noteSeen();
    service.judge(heardLongEnough());
    try {
      modules.refresh();
      service.settle();
      store.removed().forEach(service::takeTopicAway);
    } finally {
      lastJudged = System.nanoTime();
    }
  }

  private void noteSeen() {
    Set<String> seen = results.takeSeen();
    try {
      if (!seen.isEmpty()) {
        store.seen(seen);
      }
    } catch (RuntimeException e) {
      results.putBack(seen);
      throw e;
    }
  }

  /**
   * Whoever lives must have been heard and noted by now. When nobody could be noted for a while, as
   * in an outage of the database, that begins anew.
   */
  private boolean heardLongEnough() throws InterruptedException {
    if (System.nanoTime() - lastJudged > config.patience().toNanos() / 2) {
      listening = false;
    }
    if (!listening && results.awaitListening(Duration.ZERO)) {
      listening = true;
      listeningSince = System.nanoTime();
    }
    return listening && System.nanoTime() - listeningSince > config.patience().toNanos();
  }
}
