package dev.castellan.launcher.standin;

import dev.castellan.launcher.suite.ServiceProgram;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A folder that looks like a built Castellan, with stand-ins for its services. */
public final class StandInHome {

  private StandInHome() {}

  /** Puts a working stand-in where each service would be. */
  public static Path in(Path home) throws IOException {
    for (ServiceProgram program : ServiceProgram.ALL) {
      jar(home, program.name(), StandIn.class.getName());
    }
    return home;
  }

  /** Replaces one service by a program that cannot be started. */
  public static void breakService(Path home, String name) throws IOException {
    jar(home, name, BrokenStandIn.class.getName());
  }

  private static void jar(Path home, String name, String main) throws IOException {
    Path folder = Files.createDirectories(home.resolve(name).resolve("target/quarkus-app"));
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(Attributes.Name.MAIN_CLASS, main);
    attributes.put(
        Attributes.Name.CLASS_PATH,
        origin(StandIn.class) + " " + origin(org.postgresql.Driver.class));
    try (OutputStream out = Files.newOutputStream(folder.resolve("quarkus-run.jar"));
        JarOutputStream jar = new JarOutputStream(out, manifest)) {
      jar.flush();
    }
  }

  private static String origin(Class<?> type) {
    try {
      return type.getProtectionDomain().getCodeSource().getLocation().toURI().toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
