package dev.castellan.messaging.question;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.castellan.contracts.Caller;
import dev.castellan.contracts.Topics;
import dev.castellan.contracts.smartobject.ActionRequested;
import dev.castellan.testing.EventProbe;
import dev.castellan.testing.KafkaResource;
import dev.castellan.testing.TestTopics;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class QuestionsTest {

  private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  @AutoClose
  private final Questions questions =
      new Questions(
          Map.of("bootstrap.servers", new KafkaResource().start().get("kafka.bootstrap.servers")),
          JsonMapper.builder()
              .addModule(new JavaTimeModule())
              .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
              .build(),
          "widget-service");

  @Test
  void shouldSendAQuestionAsTheCommandItIs() {
    TestTopics.make(Topics.SMARTOBJECT_COMMANDS);
    try (EventProbe probe = EventProbe.on(Topics.SMARTOBJECT_COMMANDS)) {
      ActionRequested question = question(true, Instant.now().plusSeconds(2));

      // Nobody learns of a question that found no broker in time, so it is asked again.
      await()
          // A consumer belongs to one thread.
          .pollInSameThread()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(
              () -> {
                questions.ask(question, TRACE);
                probe.await("it", each -> each.key().equals("42"), Duration.ofSeconds(5));
              });

      assertThat(
              probe.await(
                  ActionRequested.class, each -> each.commandId().equals(question.commandId())))
          .isEqualTo(question);
      assertThat(probe.matching(each -> each.key().equals("42")).get(0).headers())
          .containsEntry("ce_source", "/castellan/widget-service")
          .containsEntry("traceparent", TRACE);
    }
  }

  @Test
  void shouldSendNothingThatMayChangeSomethingOrMustNotGetLost() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> questions.ask(question(false, Instant.now().plusSeconds(2)), null));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> questions.ask(question(true, null), null));
  }

  private static ActionRequested question(boolean requireSafe, Instant expiresAt) {
    UUID id = UUID.randomUUID();
    Caller caller = new Caller(1, "admin", Caller.ADMIN_PROFILE, "admin");
    return new ActionRequested(
        id, id, 0, 42, "getState", Map.of("a", 1), caller, "widget", requireSafe, expiresAt);
  }
}
