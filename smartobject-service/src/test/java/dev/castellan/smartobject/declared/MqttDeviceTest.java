package dev.castellan.smartobject.declared;

import static dev.castellan.smartobject.TestSmartobjects.act;
import static dev.castellan.smartobject.TestSmartobjects.awaitStatus;
import static dev.castellan.testing.TestTokens.asAdmin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import dev.castellan.testing.Backends;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped modules against devices on a real broker. */
@QuarkusTest
@WithTestResource(Backends.class)
class MqttDeviceTest {

  private static final Duration SOON = Duration.ofSeconds(20);
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path folder;
  private static TestBroker broker;

  private final String topic = "home/" + UUID.randomUUID();
  private final List<Mqtt5Publish> heard = new CopyOnWriteArrayList<>();
  private Mqtt5AsyncClient device;

  @BeforeAll
  static void startBroker() throws Exception {
    broker = new TestBroker(folder);
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @BeforeEach
  void connectDevice() {
    connect();
  }

  @AfterEach
  void disconnectDevice() {
    device.disconnect();
  }

  @Test
  void shouldListTheModules() {
    asAdmin()
        .get("/modules/zigbee2mqtt-light")
        .then()
        .body("data.kind", equalTo("mqtt"))
        .body("data.settings.find { it.id == 'password' }.secret", equalTo(true))
        .body("data.actions.id", hasItems("getState", "turnOn"));
  }

  @Test
  void shouldDriveALampThatTellsItsStateOnItsTopic() throws Exception {
    listen(
        topic + "/+",
        message -> {
          if (message.getTopic().toString().endsWith("/set")) {
            say(topic, message.getPayloadAsBytes(), true);
          } else {
            say(topic, "{\"state\":\"OFF\",\"brightness\":9,\"linkquality\":80}", false);
          }
        });
    int lamp = lamp();
    awaitStatus(lamp, "online");

    act(lamp, "turnOn", "{\"settings\":{\"brightness\":\"120\"}}")
        .statusCode(200)
        .body("data.state", equalTo("ON"))
        .body("data.brightness", equalTo(120));
    act(lamp, "getState", "{}")
        .statusCode(200)
        .body("data.brightness", equalTo(9))
        .body("data.linkquality", equalTo(80));
    act(lamp, "setColor", "{\"settings\":{\"color\":\"#00ff00\"}}")
        .body("data.color.hex", equalTo("#00ff00"));

    JsonNode sent = JSON.readTree(heard.get(0).getPayloadAsBytes());
    assertThat(sent.get("brightness").isInt()).isTrue();
    assertThat(heard.get(0).getQos()).isEqualTo(MqttQos.AT_LEAST_ONCE);
    assertThat(heard).hasSize(3);
  }

  @Test
  void shouldNotTakeAMessageThatTheBrokerHasKeptForAnAnswer() {
    say(topic, "{\"state\":\"STALE\"}", true);
    listen(topic + "/get", message -> {});
    int lamp = lamp();
    awaitStatus(lamp, "online");
    act(lamp, "getState", "{}").statusCode(504).body("code", equalTo("action-timed-out"));
    awaitStatus(lamp, "offline");
  }

  @Test
  void shouldAwaitTheAnswerToItsOwnRequest() {
    listen(
        topic,
        message -> {
          String to = message.getResponseTopic().orElseThrow().toString();
          say(to, "not this one", false);
          device.publish(
              Mqtt5Publish.builder()
                  .topic(to)
                  .payload(("pong " + text(message) + " secret-password").getBytes())
                  .correlationData(message.getCorrelationData().orElseThrow())
                  .build());
        });
    int object = generic(broker.port(), "mqtt");
    awaitStatus(object, "online");
    for (int i = 0; i < 3; i++) {
      act(object, "request", "{\"settings\":{\"message\":\"ping %d\"}}".formatted(i))
          .statusCode(200)
          .body("data.answer", equalTo("pong ping " + i + " •••••"));
    }
  }

  @Test
  void shouldLeaveMessagesWithTheBrokerAndSendOthersPast() {
    int object = generic(broker.port(), "mqtt");
    awaitStatus(object, "online");
    act(object, "publish", "{\"settings\":{\"message\":\"gone\"}}").statusCode(200);
    act(object, "set", "{\"settings\":{\"message\":\"kept {topic}\"}}").statusCode(200);
    listen(topic, message -> {});
    await().atMost(SOON).until(() -> heard.size() == 1);
    assertThat(text(heard.get(0))).isEqualTo("kept {topic}");
  }

  @Test
  void shouldTellWhenTheBrokerGoesAndComesBack() throws Exception {
    int object = generic(broker.port(), "mqtt");
    awaitStatus(object, "online");
    broker.kill();
    awaitStatus(object, "offline");
    act(object, "publish", "{\"settings\":{\"message\":\"x\"}}")
        .statusCode(502)
        .body("message", equalTo("The broker cannot be reached"));
    int another = generic(broker.port(), "mqtt");
    act(another, "publish", "{\"settings\":{\"message\":\"x\"}}").statusCode(502);

    broker.start();
    awaitStatus(object, "online");
    awaitStatus(another, "online");
    connect();
    listen(topic, message -> {});
    act(object, "publish", "{\"settings\":{\"message\":\"again\"}}").statusCode(200);
    act(another, "publish", "{\"settings\":{\"message\":\"again\"}}").statusCode(200);
    await().atMost(SOON).until(() -> heard.size() == 2);
  }

  @Test
  void shouldVerifyTheCertificateOfABroker() {
    int untrusted = generic(broker.tlsPort(), "mqtts");
    act(untrusted, "publish", "{\"settings\":{\"message\":\"x\"}}")
        .statusCode(502)
        .body("message", equalTo("The broker has no certificate that is trusted"));
    awaitStatus(untrusted, "offline");

    System.setProperty("javax.net.ssl.trustStore", broker.trustStore().toString());
    System.setProperty("javax.net.ssl.trustStorePassword", TestBroker.STORE_PASSWORD);
    try {
      int trusted = generic(broker.tlsPort(), "mqtts");
      awaitStatus(trusted, "online");
      listen(topic, message -> {});
      act(trusted, "publish", "{\"settings\":{\"message\":\"sealed\"}}").statusCode(200);
      await().atMost(SOON).until(() -> heard.size() == 1);
    } finally {
      System.clearProperty("javax.net.ssl.trustStore");
      System.clearProperty("javax.net.ssl.trustStorePassword");
    }
  }

  @Test
  void shouldRefuseWhatCannotBeABroker() {
    int wrong = create("mqtt-device", settings("mqtt", broker.port(), "wrong-password"));
    act(wrong, "publish", "{\"settings\":{\"message\":\"x\"}}")
        .statusCode(502)
        .body("message", equalTo("The broker refused the connection"));
    int inside =
        create(
            "mqtt-device",
            "{\"broker\":\"mqtt://127.0.0.2:%d\",\"topic\":\"x\"}".formatted(broker.port()));
    act(inside, "publish", "{\"settings\":{\"message\":\"x\"}}")
        .statusCode(502)
        .body("message", equalTo("The address of the device is not allowed"));
    int other = create("mqtt-device", "{\"broker\":\"http://127.0.0.1\",\"topic\":\"x\"}");
    act(other, "publish", "{\"settings\":{\"message\":\"x\"}}")
        .statusCode(502)
        .body("message", equalTo("The address of the broker is not mqtt:// or mqtts://"));
    int wild =
        create(
            "mqtt-device",
            "{\"broker\":\"mqtt://127.0.0.1:%d\",\"topic\":\"a/#\"}".formatted(broker.port()));
    act(wild, "publish", "{\"settings\":{\"message\":\"x\"}}")
        .statusCode(502)
        .body("message", equalTo("A value has no place in the topic of the device"));
  }

  private void connect() {
    Mqtt5BlockingClient client =
        Mqtt5Client.builder().serverHost("127.0.0.1").serverPort(broker.port()).buildBlocking();
    client.connect();
    device = client.toAsync();
  }

  private void listen(String filter, Consumer<Mqtt5Publish> answer) {
    device
        .subscribeWith()
        .topicFilter(filter)
        .qos(MqttQos.AT_LEAST_ONCE)
        .callback(
            message -> {
              heard.add(message);
              answer.accept(message);
            })
        .send()
        .join();
  }

  private void say(String to, String text, boolean retain) {
    say(to, text.getBytes(StandardCharsets.UTF_8), retain);
  }

  private void say(String to, byte[] payload, boolean retain) {
    device.publish(
        Mqtt5Publish.builder()
            .topic(to)
            .payload(payload)
            .qos(MqttQos.AT_LEAST_ONCE)
            .retain(retain)
            .build());
  }

  private static String text(Mqtt5Publish message) {
    return new String(message.getPayloadAsBytes(), StandardCharsets.UTF_8);
  }

  private int lamp() {
    return create("zigbee2mqtt-light", settings("mqtt", broker.port(), TestBroker.PASSWORD));
  }

  private int generic(int port, String scheme) {
    return create("mqtt-device", settings(scheme, port, TestBroker.PASSWORD));
  }

  private String settings(String scheme, int port, String password) {
    return ("{\"broker\":\"%s://127.0.0.1:%d\",\"username\":\"%s\",\"password\":\"%s\","
            + "\"topic\":\"%s\"}")
        .formatted(scheme, port, TestBroker.USER, password, topic);
  }

  private static int create(String module, String settings) {
    return asAdmin()
        .contentType("application/json")
        .body(
            "{\"module\":\"%s\",\"reference\":\"%s\",\"settings\":%s}"
                .formatted(module, UUID.randomUUID(), settings))
        .post("/smartobjects")
        .then()
        .statusCode(201)
        .body(not(containsString(TestBroker.PASSWORD)))
        .extract()
        .path("data.id");
  }
}
