package dev.castellan.smartobject.module;

import java.util.Collection;

/** Drivers that are described rather than programmed, so that no class stands for each. */
public interface ModuleFamily {

  /** Those of this installation; read once, at the start. */
  Collection<? extends Module> modules();
}
