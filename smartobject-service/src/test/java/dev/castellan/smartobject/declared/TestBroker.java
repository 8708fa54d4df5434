package dev.castellan.smartobject.declared;

import com.hivemq.embedded.EmbeddedExtension;
import com.hivemq.embedded.EmbeddedHiveMQ;
import com.hivemq.extension.sdk.api.ExtensionMain;
import com.hivemq.extension.sdk.api.auth.SimpleAuthenticator;
import com.hivemq.extension.sdk.api.auth.parameter.SimpleAuthInput;
import com.hivemq.extension.sdk.api.auth.parameter.SimpleAuthOutput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStartInput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStartOutput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStopInput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStopOutput;
import com.hivemq.extension.sdk.api.services.Services;
import dev.castellan.testing.ProcessFaults;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A real MQTT broker, in a process of its own: its libraries would quarrel with ours. Lets in user
 * {@code castellan} with password {@code secret-password}, and devices without a name.
 */
final class TestBroker implements AutoCloseable {

  static final String USER = "castellan";
  static final String PASSWORD = "secret-password";
  static final String STORE_PASSWORD = "changeit";

  private static final int START_SECONDS = 60;

  private final Path folder;
  private final int port;
  private final int tlsPort;
  private Process process;

  TestBroker(Path folder) throws Exception {
    this.folder = folder;
    this.port = freePort();
    this.tlsPort = freePort();
    Path store = folder.resolve("keys.p12");
    List<String> keytool =
        new ArrayList<>(
            List.of(java("keytool"), "-genkeypair", "-alias", "broker", "-keyalg", "RSA"));
    keytool.addAll(List.of("-dname", "CN=127.0.0.1", "-ext", "san=ip:127.0.0.1"));
    keytool.addAll(List.of("-storetype", "PKCS12", "-validity", "2"));
    keytool.addAll(List.of("-keystore", store.toString(), "-storepass", STORE_PASSWORD));
    run(keytool);
    Files.createDirectories(folder.resolve("conf"));
    Files.createDirectories(folder.resolve("data"));
    Files.createDirectories(folder.resolve("extensions"));
    Files.writeString(folder.resolve("conf/config.xml"), config(store));
    start();
  }

  int port() {
    return port;
  }

  int tlsPort() {
    return tlsPort;
  }

  /** Holds the broker's certificate, which nobody else trusts. */
  Path trustStore() {
    return folder.resolve("keys.p12");
  }

  void start() throws Exception {
    process =
        new ProcessBuilder(
                java("java"),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dslf4j.provider=ch.qos.logback.classic.spi.LogbackServiceProvider",
                "-cp",
                System.getProperty("java.class.path"),
                TestBroker.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .start();
    var output = process.inputReader();
    List<String> lines = new ArrayList<>();
    CompletableFuture<Boolean> ready =
        CompletableFuture.supplyAsync(
            () -> output.lines().peek(lines::add).anyMatch(line -> line.equals("broker ready")),
            task -> Thread.ofVirtual().start(task));
    if (!ready.get(START_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("The broker did not start: " + lines);
    }
    Thread.ofVirtual().start(() -> output.lines().forEach(line -> {}));
  }

  void kill() {
    ProcessFaults.kill(process.toHandle());
  }

  @Override
  public void close() {
    kill();
  }

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    EmbeddedHiveMQ broker =
        EmbeddedHiveMQ.builder()
            .withConfigurationFolder(folder.resolve("conf"))
            .withDataFolder(folder.resolve("data"))
            .withExtensionsFolder(folder.resolve("extensions"))
            .withEmbeddedExtension(
                EmbeddedExtension.builder()
                    .withId("passwords")
                    .withName("Passwords")
                    .withVersion("1")
                    .withExtensionMain(new Passwords())
                    .build())
            .build();
    broker.start().get();
    System.out.println("broker ready");
    // Ends with the test that started it.
    while (System.in.read() >= 0) {
      // Nothing is said to it.
    }
    System.exit(0);
  }

  private static final class Passwords implements ExtensionMain {

    @Override
    public void extensionStart(ExtensionStartInput input, ExtensionStartOutput output) {
      SimpleAuthenticator authenticator = Passwords::authenticate;
      Services.securityRegistry().setAuthenticatorProvider(any -> authenticator);
    }

    @Override
    public void extensionStop(ExtensionStopInput input, ExtensionStopOutput output) {
      // Ends with its process.
    }

    private static void authenticate(SimpleAuthInput input, SimpleAuthOutput output) {
      String user = input.getConnectPacket().getUserName().orElse("");
      String password =
          input
              .getConnectPacket()
              .getPassword()
              .map(bytes -> StandardCharsets.UTF_8.decode(bytes).toString())
              .orElse("");
      if (user.isEmpty() || user.equals(USER) && password.equals(PASSWORD)) {
        output.authenticateSuccessfully();
      } else {
        output.failAuthentication();
      }
    }
  }

  private String config(Path store) {
    return """
    <?xml version="1.0"?>
    <hivemq xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
      <listeners>
        <tcp-listener><port>%d</port><bind-address>127.0.0.1</bind-address></tcp-listener>
        <tls-tcp-listener>
          <port>%d</port><bind-address>127.0.0.1</bind-address>
          <tls>
            <keystore>
              <path>%s</path><password>%s</password>
              <private-key-password>%s</private-key-password>
            </keystore>
          </tls>
        </tls-tcp-listener>
      </listeners>
      <anonymous-usage-statistics><enabled>false</enabled></anonymous-usage-statistics>
    </hivemq>
    """
        .formatted(port, tlsPort, store, STORE_PASSWORD, STORE_PASSWORD);
  }

  private static String java(String program) {
    return Path.of(System.getProperty("java.home"), "bin", program).toString();
  }

  private static void run(List<String> command) throws Exception {
    Process started = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(started.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (started.waitFor() != 0) {
      throw new IllegalStateException(said);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
