package dev.castellan.launcher.cli;

import dev.castellan.launcher.LauncherException;
import dev.castellan.launcher.control.ControlClient;
import dev.castellan.launcher.deadletter.DeadLetters;
import dev.castellan.launcher.kafka.KafkaServer;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "dlq",
    mixinStandardHelpOptions = true,
    description = "Dead letters: events that a service gave up.",
    subcommands = {DlqCommands.ListLetters.class, DlqCommands.Replay.class})
final class DlqCommands {

  private DlqCommands() {}

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = {
        "Shows the dead letters that have not been sent again:",
        "offset, event id, type, key, time, where it came from, reason."
      })
  static final class ListLetters implements Callable<Integer> {

    @Mixin private StateOption state;

    @Parameters(arity = "0..1", description = "One topic; without it, all of them.")
    private String topic;

    @Override
    public Integer call() {
      DeadLetters letters = letters(state);
      List<String> topics =
          topic == null ? letters.topics() : List.of(DeadLetters.withoutSuffix(topic));
      for (String each : topics) {
        AtomicInteger count = new AtomicInteger();
        letters.list(
            each,
            letter -> {
              if (count.getAndIncrement() == 0) {
                Console.line(each);
              }
              Console.line("  " + letter.describe());
            });
      }
      return 0;
    }
  }

  @Command(
      name = "replay",
      mixinStandardHelpOptions = true,
      description = {
        "Sends dead letters to their topic again, as they once arrived.",
        "An event that had its effect meanwhile has no second one."
      })
  static final class Replay implements Callable<Integer> {

    @Mixin private StateOption state;

    @Parameters(description = "The topic they came from.")
    private String topic;

    @ArgGroup(multiplicity = "1")
    private Which which;

    static final class Which {
      @Option(names = "--offset", paramLabel = "N", description = "This one, as list numbers it.")
      private Long offset;

      @Option(names = "--all", description = "All that list shows.")
      private boolean all;
    }

    @Override
    public Integer call() {
      AtomicInteger count = new AtomicInteger();
      letters(state)
          .replay(
              DeadLetters.withoutSuffix(topic),
              offset -> which.all || which.offset == offset,
              letter -> {
                count.incrementAndGet();
                Console.line("sent  " + letter.describe());
              });
      if (count.get() == 0 && !which.all) {
        throw new LauncherException("There is no dead letter " + which.offset + " to be sent");
      }
      Console.line(count + " sent to " + DeadLetters.withoutSuffix(topic));
      return 0;
    }
  }

  private static DeadLetters letters(StateOption state) {
    return new DeadLetters(broker(state), access(System.getenv("CASTELLAN_KAFKA_PROPERTIES")));
  }

  /** Settings of a broker that asks who one is, as Kafka's own tools take them. */
  static Map<String, Object> access(String file) {
    Properties settings = new Properties();
    if (file != null && !file.isBlank()) {
      try (Reader reader = Files.newBufferedReader(Path.of(file))) {
        settings.load(reader);
      } catch (IOException e) {
        throw new LauncherException("CASTELLAN_KAFKA_PROPERTIES cannot be read: " + e, e);
      }
    }
    Map<String, Object> access = new HashMap<>();
    settings.stringPropertyNames().forEach(name -> access.put(name, settings.getProperty(name)));
    return access;
  }

  /** The broker named by CASTELLAN_KAFKA, else that of the running suite. */
  private static String broker(StateOption state) {
    String given = System.getenv("CASTELLAN_KAFKA");
    if (given != null && !given.isBlank()) {
      return given.contains(":") ? given : given + ":9092";
    }
    return new ControlClient(state.folder())
        .query("status")
        .flatMap(
            status ->
                status
                    .path("backends")
                    .valueStream()
                    .filter(it -> it.path("name").asText().equals(KafkaServer.NAME))
                    .map(it -> it.path("address").asText())
                    .findFirst())
        .orElseThrow(RunningSuite::notUp);
  }
}
