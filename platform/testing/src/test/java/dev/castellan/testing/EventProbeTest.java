package dev.castellan.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.castellan.contracts.Topics;
import dev.castellan.contracts.identity.ProfileState;
import dev.castellan.contracts.identity.TokenRevoked;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EventProbeTest {

  private static final Duration SHORT = Duration.ofMillis(300);

  @BeforeAll
  static void publishIdentities() {
    new IdentityResource().start();
  }

  @Test
  void shouldPublishTheBuiltInProfilesWithTheGrantsOfANewInstallation() {
    try (EventProbe probe = EventProbe.fromStart(Topics.IDENTITY_STATE)) {
      ProfileState guest = probe.await(ProfileState.class, each -> each.name().equals("guest"));
      ProfileState occupant =
          probe.await(ProfileState.class, each -> each.name().equals("occupant"));
      ProfileState admin = probe.await(ProfileState.class, each -> each.name().equals("admin"));

      assertThat(admin).isEqualTo(new ProfileState(1, "admin", List.of(), 1));
      assertThat(guest.routes())
          .contains("GET /widgets", "GET /objecttype")
          .doesNotContain("POST /process/:idProcess/execute", "POST /widgets", "GET /users");
      assertThat(occupant.routes())
          .containsAll(guest.routes())
          .contains("POST /process/:idProcess/execute")
          .doesNotContain("POST /widgets");
    }
  }

  @Test
  void shouldFindWhatIsSentAfterItWasSetUpWithItsCloudEventsHeaders() {
    TokenRevoked revoked =
        new TokenRevoked(
            UUID.randomUUID().toString(), Instant.now().truncatedTo(ChronoUnit.MILLIS));
    try (EventProbe probe = EventProbe.on(Topics.IDENTITY_STATE)) {
      UUID id = EventProbe.send("token:" + revoked.tokenId(), revoked);

      assertThat(probe.await(TokenRevoked.class, any -> true)).isEqualTo(revoked);
      ProbedEvent record = probe.matching(any -> true).get(0);
      assertThat(record.id()).isEqualTo(id);
      assertThat(record.headers())
          .containsEntry("ce_specversion", "1.0")
          .containsEntry("ce_type", "castellan.identity.token-revoked.v1")
          .containsEntry("content-type", "application/json")
          .containsKeys("ce_source", "ce_time");
    }
  }

  @Test
  void shouldFailAsAnAssertionThatSaysWhatWasSeenInstead() {
    String key = "profile:" + System.nanoTime();
    try (EventProbe probe = EventProbe.on(Topics.IDENTITY_STATE)) {
      EventProbe.sendRaw(
          Topics.IDENTITY_STATE, key, Map.of(), "garbage".getBytes(StandardCharsets.UTF_8));
      probe.await("the garbage", each -> key.equals(each.key()), Duration.ofSeconds(20));

      assertThatThrownBy(() -> probe.await("tombstone", ProbedEvent::tombstone, SHORT))
          .isInstanceOf(AssertionError.class)
          .hasMessageContainingAll("1 × tombstone", key, "garbage");
    }
  }

  @Test
  void shouldFailWhenWhatMustNotComeIsThere() {
    try (EventProbe probe = EventProbe.on(Topics.IDENTITY_STATE)) {
      probe.assertNone("tombstone", ProbedEvent::tombstone, SHORT);

      EventProbe.sendRaw(Topics.IDENTITY_STATE, "token:gone", Map.of(), null);

      assertThatThrownBy(
              () -> probe.assertNone("tombstone", ProbedEvent::tombstone, Duration.ofSeconds(30)))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("token:gone");
    }
  }

  @Test
  void shouldNameATopicThatNobodyMakes() {
    assertThatThrownBy(() -> EventProbe.on("castellan.nowhere"))
        .hasMessageContaining("topic castellan.nowhere");
  }

  @Test
  void shouldFindWhatTheBrokerHadAcknowledgedBeforeItWasKilled() {
    String key = "profile:" + System.nanoTime();
    KafkaServer broker = KafkaServer.shared();
    EventProbe.send(key, new ProfileState(77, "kept", List.of(), 1));

    broker.kill();
    broker.start();

    try (EventProbe probe = EventProbe.fromStart(Topics.IDENTITY_STATE)) {
      probe.await("the profile", each -> key.equals(each.key()), Duration.ofSeconds(20));
    }
  }

  @Test
  void shouldSeeNothingWhileTheBrokerStandsStillAndAllOfItAfterwards() {
    KafkaServer broker = KafkaServer.shared();
    try (EventProbe probe = EventProbe.on(Topics.IDENTITY_STATE)) {
      String key = "token:" + System.nanoTime();
      EventProbe.sendRaw(Topics.IDENTITY_STATE, key, Map.of(), null);
      ProcessFaults.freeze(broker.process());
      try {
        probe.assertNone("event", each -> key.equals(each.key()), SHORT);
      } finally {
        ProcessFaults.thaw(broker.process());
      }
      probe.await("the event", each -> key.equals(each.key()), Duration.ofSeconds(20));
    }
  }

  @Test
  void shouldKeepClientsOnTheCableAndLetTheTestCutIt() {
    String key = "token:" + System.nanoTime();
    try (CutCable cable = KafkaServer.shared().cable();
        Producer<String, byte[]> producer = producerAt(cable.port())) {
      assertThat(producer.partitionsFor(Topics.IDENTITY_STATE))
          .allSatisfy(each -> assertThat(each.leader().port()).isEqualTo(cable.port()));

      cable.cut();
      Future<RecordMetadata> sent =
          producer.send(new ProducerRecord<>(Topics.IDENTITY_STATE, key, null));

      assertThatThrownBy(() -> sent.get(500, TimeUnit.MILLISECONDS))
          .isInstanceOf(java.util.concurrent.TimeoutException.class);
      cable.mend();
      assertThat(sent).succeedsWithin(Duration.ofSeconds(20));
    }
  }

  private static Producer<String, byte[]> producerAt(int port) {
    return new KafkaProducer<>(
        Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:" + port),
        new StringSerializer(),
        new ByteArraySerializer());
  }
}
