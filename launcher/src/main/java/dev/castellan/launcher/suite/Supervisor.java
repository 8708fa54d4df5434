package dev.castellan.launcher.suite;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.castellan.launcher.LauncherException;
import dev.castellan.launcher.control.ControlReply;
import dev.castellan.launcher.control.ControlRequest;
import dev.castellan.launcher.control.ControlServer;
import dev.castellan.launcher.demo.Demo;
import dev.castellan.launcher.state.ProcessRecord;
import dev.castellan.launcher.state.ProcessRecords;
import dev.castellan.launcher.state.StateFolder;
import dev.castellan.launcher.state.SuiteLock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the suite of one state folder, keeps it running, takes requests, and stops it. */
public final class Supervisor {

  /** The suite ran and was stopped in good order. */
  public static final int STOPPED = 0;

  /** The suite could not be started; nothing of it is left running. */
  public static final int FAILED = 1;

  /** Another supervisor has this state folder. */
  public static final int ALREADY_RUNNING = 3;

  /** Name of the supervisor among the processes of the suite. */
  public static final String NAME = "supervisor";

  private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final SuiteOptions options;
  private final Map<String, String> variables;
  private final StateFolder state;
  private final Progress starting = new Progress();
  private final Progress stopping = new Progress();
  private final CompletableFuture<Optional<LauncherException>> over = new CompletableFuture<>();
  private final CountDownLatch finished = new CountDownLatch(1);
  private volatile Suite suite;

  /**
   * @param options what the suite is told
   * @param variables the process' environment
   */
  public Supervisor(SuiteOptions options, Map<String, String> variables) {
    this.options = options;
    this.variables = variables;
    this.state = options.state();
  }

  /**
   * Runs until the suite is stopped by a request or a signal, or cannot be started.
   *
   * @param watcher takes the progress of the start and of the stop
   * @return exit code, one of the constants of this class
   */
  @SuppressWarnings("try") // Lock and socket are only held, never asked for anything.
  public int run(Consumer<ControlReply> watcher) {
    state.open();
    Optional<SuiteLock> lock = SuiteLock.tryAcquire(state);
    if (lock.isEmpty()) {
      return ALREADY_RUNNING;
    }
    Thread hook = new Thread(this::stopAndWait, "signal");
    Runtime.getRuntime().addShutdownHook(hook);
    ProcessRecords records = new ProcessRecords(state);
    try (SuiteLock held = lock.get();
        ControlServer control = ControlServer.open(state, this::handle)) {
      Thread.ofPlatform().daemon().name("watch").start(() -> starting.follow(watcher));
      return supervise(records, watcher);
    } finally {
      records.remove(NAME);
      finished.countDown();
    }
  }

  private int supervise(ProcessRecords records, Consumer<ControlReply> watcher) {
    Thread starter = Thread.ofPlatform().name("start").start(() -> start(records));
    Optional<LauncherException> failure = over.join();
    starter.interrupt();
    join(starter);
    stopping.begin();
    Thread.ofPlatform().daemon().name("watch-stop").start(() -> stopping.follow(watcher));
    if (suite != null) {
      suite.stop(stopping);
    }
    failure.ifPresent(it -> LOG.error("The suite does not come up", it));
    // Told last: who reads it may count on nothing being left.
    starting.end(
        ControlReply.failed(
            failure.map(LauncherException::getMessage).orElse("The suite was stopped")));
    stopping.end(ControlReply.done("Castellan is down"));
    return failure.isPresent() ? FAILED : STOPPED;
  }

  private void start(ProcessRecords records) {
    try {
      int leftovers = new Leftovers(state).end();
      if (leftovers > 0) {
        starting.step(NAME, "ended " + leftovers + " processes that an earlier one had left");
      }
      records.put(ProcessRecord.of(NAME, ProcessHandle.current(), "java"));
      suite = new Suite(options, variables, starting);
      suite.start();
      if (options.demo()) {
        Demo demo = new Demo(suite.gateway(), suite.secrets());
        demo.load();
        starting.step("demo", "data are loaded");
        demo.execute(starting::line);
      }
      suite.complete();
      starting.end(ControlReply.done(suite.gateway()));
    } catch (LauncherException e) {
      over.complete(Optional.of(e));
    } catch (RuntimeException e) {
      LOG.error("The start failed", e);
      over.complete(Optional.of(new LauncherException("The start failed: " + e, e)));
    }
  }

  private void handle(ControlRequest request, Consumer<ControlReply> reply) {
    switch (request.command()) {
      case "follow" -> starting.follow(reply);
      case "status" -> reply.accept(ControlReply.answer(JSON.valueToTree(status())));
      case "stop" -> {
        over.complete(Optional.empty());
        stopping.follow(reply);
      }
      case "kill" -> {
        suite().process(request.name()).kill();
        reply.accept(ControlReply.done(request.name() + " is killed and stays down"));
      }
      case "start" -> {
        suite().process(request.name()).start();
        suite().process(request.name()).awaitReady();
        reply.accept(ControlReply.done(request.name() + " is ready"));
      }
      case "restart" -> {
        suite().restart(request.name());
        reply.accept(ControlReply.done(request.name() + " is ready"));
      }
      default -> reply.accept(ControlReply.failed("The supervisor knows no " + request.command()));
    }
  }

  private SuiteStatus status() {
    return suite == null ? SuiteStatus.down(state) : suite.status();
  }

  private Suite suite() {
    if (suite == null) {
      throw new LauncherException("The suite is only just starting");
    }
    return suite;
  }

  private void stopAndWait() {
    over.complete(Optional.empty());
    try {
      finished.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
