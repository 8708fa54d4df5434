package dev.castellan.launcher.cli;

import dev.castellan.launcher.LauncherException;
import dev.castellan.launcher.state.StateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "logs", mixinStandardHelpOptions = true, description = "Shows the end of the logs.")
final class LogsCommand implements Callable<Integer> {

  private static final String SUFFIX = ".log";

  @Mixin private StateOption state;

  @Parameters(
      arity = "0..1",
      paramLabel = "name",
      description = "One process; without it, all of them.")
  private String name;

  @Option(names = "-f", description = "Go on with what is added, until Ctrl-C.")
  private boolean follow;

  @Option(
      names = "-n",
      defaultValue = "40",
      paramLabel = "LINES",
      description = "How many lines of each (default: ${DEFAULT-VALUE}).")
  private int lines;

  @Override
  public Integer call() throws InterruptedException {
    List<LogView> views =
        logs(state.folder()).stream()
            .map(log -> new LogView(log, name == null ? prefix(log) : ""))
            .toList();
    views.forEach(view -> view.showEnd(lines));
    while (follow) {
      for (LogView view : views) {
        view.showMore();
      }
      Thread.sleep(200);
    }
    return 0;
  }

  private List<Path> logs(StateFolder folder) {
    List<Path> all = all(folder.logs());
    List<Path> chosen =
        all.stream().filter(log -> name == null || process(log).equals(name)).toList();
    if (chosen.isEmpty()) {
      throw new LauncherException(
          (name == null ? "There are no logs" : "There is no log of " + name)
              + " in "
              + folder.logs()
              + (all.isEmpty() ? "" : "; there are " + all.stream().map(this::process).toList()));
    }
    return chosen;
  }

  private String prefix(Path log) {
    return process(log) + " | ";
  }

  private String process(Path log) {
    String file = log.getFileName().toString();
    return file.substring(0, file.length() - SUFFIX.length());
  }

  private static List<Path> all(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
    } catch (IOException e) {
      throw new LauncherException("The folder " + folder + " cannot be read: " + e, e);
    }
  }
}
