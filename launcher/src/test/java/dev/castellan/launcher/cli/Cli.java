package dev.castellan.launcher.cli;

import dev.castellan.launcher.Launcher;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Calls the command line as the script does, in a process of its own. */
final class Cli {

  private static final int SECONDS = 300;

  private final Path home;
  private final Path state;
  private final Path output;

  Cli(Path home, Path state) throws IOException {
    this.home = home;
    this.state = state;
    this.output = Files.createTempFile("castellan-cli", ".out");
  }

  Path state() {
    return state;
  }

  Result run(String... arguments) throws IOException, InterruptedException {
    Process process = start(arguments);
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      throw new AssertionError("no end of " + List.of(arguments) + ": " + written());
    }
    return new Result(process.exitValue(), written());
  }

  Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx128m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.add("-Dcastellan.home=" + home);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(Launcher.class.getName());
    command.addAll(List.of(arguments));
    command.addAll(List.of("--state", state.toString()));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }

  /** What it has said so far. */
  String written() throws IOException {
    return Files.readString(output, StandardCharsets.UTF_8);
  }

  record Result(int exit, String output) {}
}
