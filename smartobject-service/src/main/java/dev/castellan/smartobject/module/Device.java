package dev.castellan.smartobject.module;

import java.util.Map;

/** One object that is up: a connection, a client, or nothing but its settings. */
public interface Device {

  /**
   * Runs an action and waits for its result. Runs on a thread of its own, which is interrupted when
   * the deadline is over.
   *
   * @return what the device answered, as JSON values
   * @throws DeviceException when the device refused or could not be reached
   */
  Map<String, Object> execute(DeviceCall call) throws DeviceException, InterruptedException;

  /** Lets go of connections and threads. */
  default void stop() {}
}
