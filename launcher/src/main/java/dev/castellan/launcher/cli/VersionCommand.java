package dev.castellan.launcher.cli;

import dev.castellan.launcher.BuildVersion;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "version", description = "Tells which Castellan and which Java this is.")
final class VersionCommand implements Callable<Integer> {

  @Override
  public Integer call() {
    Console.line(
        "Castellan "
            + BuildVersion.castellan()
            + ", PostgreSQL "
            + BuildVersion.postgres()
            + ", Java "
            + Runtime.version()
            + " in "
            + System.getProperty("java.home"));
    return 0;
  }
}
