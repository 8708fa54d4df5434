package dev.castellan.e2e;

import static dev.castellan.e2e.Suite.as;
import static dev.castellan.e2e.Things.createObject;
import static dev.castellan.e2e.Things.createProcess;
import static dev.castellan.e2e.Things.execute;
import static dev.castellan.e2e.Things.stateOf;
import static dev.castellan.e2e.Things.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Consumers that are lost after an effect and before the broker was told that it is done. */
@ExtendWith(Suite.class)
class RedeliveryIT {

  private static final int DEVICES = 10;

  /** Offsets are committed once a second; nobody can kill exactly then each time. */
  private static final int MOST_ROUNDS = 5;

  private static final Map<String, List<String>> CONSUMERS =
      Map.of(
          "smartobject-service", List.of("smartobject-service", "smartobject-service-2"),
          "process-service", List.of("process-service", "process-service-2"));

  /** A process and the device that it toggles. */
  private record Subject(long process, long device) {}

  @Test
  void shouldHaveNoEffectTwiceOfWhatIsDeliveredTwice() throws Exception {
    assumeTrue(Suite.ours(), "only processes of our own may be killed");
    List<Subject> subjects = IntStream.range(0, DEVICES).mapToObj(i -> subject()).toList();
    for (Map.Entry<String, List<String>> each : CONSUMERS.entrySet()) {
      assertThat(killBetweenEffectAndAcknowledgement(each.getKey(), each.getValue(), subjects))
          .as("events of " + each.getKey() + " that were delivered again")
          .isPositive();
    }
    // What was delivered again has been handled when something behind it has.
    toggle(subjects);

    for (Subject subject : subjects) {
      List<String> statuses =
          as("admin")
              .get("/process/{p}/executions", subject.process())
              .jsonPath()
              .getList("data.status");
      assertThat(statuses).containsOnly("succeeded");
      assertThat(stateOf(subject.device())).containsEntry("changes", statuses.size());
      List<String> actions =
          as("admin")
              .get("/smartobjects/{o}/executions?filter=action==toggle", subject.device())
              .jsonPath()
              .getList("data.status");
      assertThat(actions).hasSameSizeAs(statuses).containsOnly("succeeded");
    }
  }

  /** How many events the group had handled without saying so when it was killed. */
  private static long killBetweenEffectAndAcknowledgement(
      String group, List<String> members, List<Subject> subjects) throws Exception {
    long unacknowledged = 0;
    try (Admin admin =
        Admin.create(
            Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, Suite.bootstrapServers()))) {
      for (int i = 0; i < MOST_ROUNDS && unacknowledged == 0; i++) {
        List<ProcessHandle> victims = Suite.processes(members);
        toggle(subjects);
        victims.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle victim : victims) {
          victim.onExit().get();
        }
        unacknowledged = behind(admin, group);
        for (String member : members) {
          Suite.launcher("start", member);
        }
      }
    }
    return unacknowledged;
  }

  /** Records that were written and that the group has not acknowledged. */
  private static long behind(Admin admin, String group) throws Exception {
    Map<TopicPartition, OffsetAndMetadata> committed =
        admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
    long behind = 0;
    for (Map.Entry<TopicPartition, OffsetAndMetadata> each : committed.entrySet()) {
      long end =
          admin
              .listOffsets(Map.of(each.getKey(), OffsetSpec.latest()))
              .partitionResult(each.getKey())
              .get()
              .offset();
      behind += end - each.getValue().offset();
    }
    return behind;
  }

  /** All at once; returns when everybody knows that his is done. */
  private static void toggle(List<Subject> subjects) throws Exception {
    try (ExecutorService callers = Executors.newFixedThreadPool(DEVICES)) {
      List<Future<?>> running =
          subjects.stream()
              .<Future<?>>map(
                  each ->
                      callers.submit(
                          () -> execute("admin", each.process(), Map.of()).statusCode(200)))
              .toList();
      for (Future<?> each : running) {
        each.get();
      }
    }
  }

  private static Subject subject() {
    long device = createObject("virtual-switch");
    return new Subject(
        createProcess("simple", List.of(step(device, "toggle", 0, Map.of())), List.of()), device);
  }
}
