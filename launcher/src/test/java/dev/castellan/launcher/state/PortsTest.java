package dev.castellan.launcher.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.castellan.launcher.LauncherException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortsTest {

  @TempDir Path folder;
  private StateFolder state;

  @BeforeEach
  void open() {
    state = new StateFolder(folder.resolve("state")).open();
  }

  @Test
  void shouldGiveTheSamePortAgainWhileItIsFree() {
    int first = new Ports(state).free("kafka");

    assertThat(new Ports(state).free("kafka")).isEqualTo(first);
    assertThat(new Ports(state).remembered("kafka")).hasValue(first);
  }

  @Test
  void shouldGiveAnotherPortWhenTheOldOneIsTaken() throws Exception {
    int first = new Ports(state).free("kafka");

    try (ServerSocket taken = new ServerSocket(first, 1, InetAddress.getLoopbackAddress())) {
      assertThat(new Ports(state).free("kafka")).isNotEqualTo(taken.getLocalPort());
    }
  }

  @Test
  void shouldNeverGiveOnePortToTwo() {
    Ports ports = new Ports(state);

    assertThat(ports.free("kafka")).isNotEqualTo(ports.free("postgres"));
  }

  @Test
  void shouldRefuseAFixedPortThatSomebodyListensOnAtAllAddresses() throws Exception {
    try (ServerSocket taken = new ServerSocket(0)) {
      Ports ports = new Ports(state);

      assertThatThrownBy(() -> ports.fixed("gateway", "127.0.0.1", taken.getLocalPort()))
          .isInstanceOf(LauncherException.class)
          .hasMessageContaining("Port " + taken.getLocalPort())
          .hasMessageContaining("--port");
    }
  }

  @Test
  void shouldStartAfreshWhenItsFileIsDamaged() throws Exception {
    Files.writeString(state.portsFile(), "{\"kafka\":");

    assertThat(new Ports(state).remembered("kafka")).isEmpty();
    assertThat(new Ports(state).free("kafka")).isPositive();
  }
}
