package dev.castellan.widget;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Tests whose widgets show smart objects that answer. */
abstract class WithDevices {

  static Devices devices;

  @BeforeAll
  static void plugIn() {
    devices = new Devices();
  }

  @AfterAll
  static void unplug() {
    devices.close();
  }
}
