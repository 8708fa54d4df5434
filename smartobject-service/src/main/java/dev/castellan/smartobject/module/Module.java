package dev.castellan.smartobject.module;

import dev.castellan.contracts.smartobject.ModuleState;

/** A driver that this installation has. */
public sealed interface Module permits VirtualModule, DeviceModule {

  /** What the module is and what it can do. */
  ModuleState manifest();
}
