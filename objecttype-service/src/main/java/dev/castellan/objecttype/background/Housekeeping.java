package dev.castellan.objecttype.background;

import dev.castellan.objecttype.Background;
import dev.castellan.objecttype.schema.Catalogue;
import dev.castellan.objecttype.schema.Schema;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/** Follows changes of the schema, a moment later. */
@ApplicationScoped
public class Housekeeping {

  private static final Duration LOOK_EVERY = Duration.ofMillis(500);

  private final Catalogue catalogue;
  private final PropertyIndexes indexes;
  private final Sweeper sweeper;
  private final HousekeepingConfig config;
  private Background background;
  private long done;
  private long doneAt;

  Housekeeping(
      Catalogue catalogue, PropertyIndexes indexes, Sweeper sweeper, HousekeepingConfig config) {
    this.catalogue = catalogue;
    this.indexes = indexes;
    this.sweeper = sweeper;
    this.config = config;
  }

  void start(@Observes StartupEvent event) {
    background = Background.start("housekeeping", LOOK_EVERY, this::look);
  }

  void stop(@Observes @Priority(1) ShutdownEvent event) {
    background.stop();
  }

  /** Also without a change: another replica may have been stopped in the middle of it. */
  private void look() {
    Schema schema = catalogue.schema();
    if (schema.version() != done || System.nanoTime() - doneAt > config.every().toNanos()) {
      indexes.build(schema);
      sweeper.sweep();
      done = schema.version();
      doneAt = System.nanoTime();
    }
  }
}
