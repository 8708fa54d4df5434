package dev.castellan.smartobject.module;

import dev.castellan.contracts.smartobject.ModuleState;
import java.util.Collection;
import java.util.Optional;

/** Drivers that come and go while the service runs. */
public interface ModuleRegistry {

  /** Those there are, as this replica knows them. */
  Collection<? extends Module> modules();

  /** The driver of a module, as this replica knows it. */
  Optional<? extends Module> find(String moduleId);

  /**
   * The manifest as it is on record, whatever this replica knows; nobody changes or removes it
   * until the running transaction ends.
   */
  Optional<ModuleState> forEdit(String moduleId);

  /** Learns at once what other replicas have registered. */
  void refresh();
}
