package dev.castellan.widget;

import dev.castellan.testing.Readiness;
import io.quarkus.test.common.http.TestHTTPResource;
import java.net.URL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** Tests whose widgets show smart objects that answer. */
abstract class WithDevices {

  static Devices devices;

  @TestHTTPResource(value = "/health/ready", management = true)
  URL ready;

  @BeforeAll
  static void plugIn() {
    devices = new Devices();
  }

  @BeforeEach
  void waitUntilReady() {
    Readiness.await(ready);
  }

  @AfterAll
  static void unplug() {
    devices.close();
  }
}
