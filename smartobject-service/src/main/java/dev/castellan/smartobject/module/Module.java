package dev.castellan.smartobject.module;

import dev.castellan.contracts.smartobject.ModuleState;
import java.util.Optional;

/** A driver that this installation has. */
public sealed interface Module permits VirtualModule, DeviceModule {

  /** What the module is and what it can do. */
  ModuleState manifest();

  /** Whether it gives signs of life; empty for one that runs in this process. */
  default Optional<Boolean> alive() {
    return Optional.empty();
  }
}
