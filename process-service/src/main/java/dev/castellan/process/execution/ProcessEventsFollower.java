package dev.castellan.process.execution;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.castellan.contracts.EventTypes;
import dev.castellan.contracts.Topics;
import dev.castellan.contracts.process.ProcessChanged;
import dev.castellan.contracts.process.ProcessDeleted;
import dev.castellan.contracts.process.ProcessExecuted;
import dev.castellan.messaging.cloudevents.CloudEventHeaders;
import dev.castellan.messaging.tail.TopicTail;
import dev.castellan.process.definition.Definitions;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Hears what other replicas did: ends of executions that somebody waits for here, and changes of
 * definitions kept here.
 */
@ApplicationScoped
class ProcessEventsFollower implements TopicTail.Listener {

  private static final String EXECUTED = EventTypes.typeOf(ProcessExecuted.class);
  private static final String CHANGED = EventTypes.typeOf(ProcessChanged.class);
  private static final String DELETED = EventTypes.typeOf(ProcessDeleted.class);

  private final ObjectMapper mapper;
  private final Waiters waiters;
  private final Definitions definitions;
  private final ExecutionStore store;
  private final TopicTail tail;

  ProcessEventsFollower(
      @Identifier("default-kafka-broker") Map<String, Object> kafka,
      ObjectMapper mapper,
      Waiters waiters,
      Definitions definitions,
      ExecutionStore store) {
    this.mapper = mapper;
    this.waiters = waiters;
    this.definitions = definitions;
    this.store = store;
    this.tail = new TopicTail("process-events", kafka, List.of(Topics.PROCESS_EVENTS), this);
  }

  void start(@Observes StartupEvent event) {
    tail.start();
  }

  void stop(@Observes @Priority(1) ShutdownEvent event) {
    tail.close();
  }

  /** What changed before this moment may have been missed. */
  @Override
  public void listening() {
    definitions.evictAll();
  }

  @Override
  public void heard(ConsumerRecord<String, byte[]> said) {
    String type = CloudEventHeaders.read(said.headers(), CloudEventHeaders.TYPE);
    if (EXECUTED.equals(type)) {
      wake(said.value());
    } else if (CHANGED.equals(type) || DELETED.equals(type)) {
      definitions.evict(Long.parseLong(said.key()));
    }
  }

  private void wake(byte[] executed) {
    if (waiters.nobody()) {
      return;
    }
    UUID execution = executionOf(executed);
    if (waiters.waitFor(execution)) {
      store.find(execution).filter(Execution::finished).ifPresent(waiters::ended);
    }
  }

  private UUID executionOf(byte[] executed) {
    try {
      return mapper.readValue(executed, ProcessExecuted.class).executionId();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
