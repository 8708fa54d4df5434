package dev.castellan.launcher.suite;

import dev.castellan.launcher.kafka.KafkaServer;
import dev.castellan.launcher.postgres.PostgresServer;
import dev.castellan.launcher.process.StopSignal;
import dev.castellan.launcher.state.ProcessRecord;
import dev.castellan.launcher.state.ProcessRecords;
import dev.castellan.launcher.state.StateFolder;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Processes of this suite whose supervisor is gone. They are known by the records it wrote, by the
 * database server's own file, and by the mark on their command lines; a process that merely got the
 * number of one of them is left alone.
 */
public final class Leftovers {

  private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);
  private static final Duration GRACE = Duration.ofSeconds(15);

  private final StateFolder state;
  private final ProcessRecords records;

  /**
   * @param state an opened state folder
   */
  public Leftovers(StateFolder state) {
    this.state = state;
    this.records = new ProcessRecords(state);
  }

  /** Name and process of all that still run, this process itself left out. */
  public Map<String, ProcessHandle> find() {
    Map<Long, String> names = new LinkedHashMap<>();
    for (ProcessRecord record : records.all()) {
      record.process().ifPresent(process -> names.put(process.pid(), record.name()));
    }
    PostgresServer.running(state)
        .ifPresent(process -> names.putIfAbsent(process.pid(), PostgresServer.NAME));
    ProcessHandle.allProcesses()
        .filter(this::isMarked)
        .forEach(process -> names.putIfAbsent(process.pid(), "process-" + process.pid()));
    names.remove(ProcessHandle.current().pid());
    Map<String, ProcessHandle> found = new LinkedHashMap<>();
    names.forEach(
        (pid, name) -> ProcessHandle.of(pid).ifPresent(process -> found.put(name, process)));
    return found;
  }

  /**
   * Ends them all in good order, the database last, by force after a while.
   *
   * @return how many there were
   */
  public int end() {
    Map<String, ProcessHandle> found = find();
    found.forEach((name, process) -> LOG.info("Left over: {} as {}", name, process.pid()));
    ProcessHandle postgres = found.get(PostgresServer.NAME);
    ProcessHandle kafka = found.get(KafkaServer.NAME);
    ProcessHandle[] others =
        found.values().stream()
            .filter(process -> process != postgres && process != kafka)
            .toArray(ProcessHandle[]::new);
    end(StopSignal.TERM, others);
    end(StopSignal.TERM, kafka);
    end(StopSignal.INT, postgres);
    records.all().forEach(record -> records.remove(record.name()));
    return found.size();
  }

  private boolean isMarked(ProcessHandle process) {
    // As a whole argument: the path of one state folder may begin with that of another.
    return process
        .info()
        .arguments()
        .map(arguments -> Arrays.asList(arguments).contains(state.marker()))
        .orElse(false);
  }

  private static void end(StopSignal signal, ProcessHandle... processes) {
    ProcessHandle[] real =
        Arrays.stream(processes).filter(Objects::nonNull).toArray(ProcessHandle[]::new);
    for (ProcessHandle process : real) {
      signal.send(process);
    }
    for (ProcessHandle process : real) {
      awaitEnd(process);
    }
  }

  private static void awaitEnd(ProcessHandle process) {
    try {
      process.onExit().get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException stays) {
      LOG.warn("Process {} did not stop: killed", process.pid());
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      process.onExit().join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
