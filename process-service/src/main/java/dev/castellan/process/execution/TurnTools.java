package dev.castellan.process.execution;

import dev.castellan.messaging.idempotency.IdempotencyKeys;
import dev.castellan.process.definition.Definitions;
import dev.castellan.process.smartobjects.Catalogue;
import jakarta.enterprise.context.ApplicationScoped;

/** What every {@link Turn} works with. */
@ApplicationScoped
class TurnTools {

  private final ExecutionStore store;
  private final SwitchStore switches;
  private final IdempotencyKeys keys;
  private final Definitions definitions;
  private final Planner planner;
  private final RunSecrets secrets;
  private final ExecutionEvents events;
  private final ExecutionConfig config;
  private final Run.Rules rules;

  TurnTools(
      ExecutionStore store,
      SwitchStore switches,
      IdempotencyKeys keys,
      Definitions definitions,
      Planner planner,
      RunSecrets secrets,
      ExecutionEvents events,
      Catalogue catalogue,
      ExecutionConfig config) {
    this.store = store;
    this.switches = switches;
    this.keys = keys;
    this.definitions = definitions;
    this.planner = planner;
    this.secrets = secrets;
    this.events = events;
    this.config = config;
    this.rules = new Run.Rules(catalogue::locate, catalogue::repeatable, config.resultGrace());
  }

  ExecutionStore store() {
    return store;
  }

  SwitchStore switches() {
    return switches;
  }

  IdempotencyKeys keys() {
    return keys;
  }

  Definitions definitions() {
    return definitions;
  }

  Planner planner() {
    return planner;
  }

  RunSecrets secrets() {
    return secrets;
  }

  ExecutionEvents events() {
    return events;
  }

  ExecutionConfig config() {
    return config;
  }

  Run.Rules rules() {
    return rules;
  }
}
