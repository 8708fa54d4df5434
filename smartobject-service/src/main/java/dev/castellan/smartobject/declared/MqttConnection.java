package dev.castellan.smartobject.declared;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.lifecycle.MqttClientDisconnectedContext;
import com.hivemq.client.mqtt.lifecycle.MqttClientReconnector;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5RetainHandling;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscribe;
import com.hivemq.client.mqtt.mqtt5.message.unsubscribe.Mqtt5Unsubscribe;
import dev.castellan.smartobject.module.DeviceException;
import dev.castellan.smartobject.module.StatusReport;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The connection of one object to its broker, by MQTT 5. It is kept, and taken up again when it
 * breaks; what was on its way then is not sent once more, since nobody knows whether it arrived.
 */
final class MqttConnection implements AutoCloseable {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  /** Topics of answers can hold arguments; so many are listened to at once. */
  private static final int MOST_SUBSCRIBED = 50;

  /** The engine ends calls at their deadline; this is so that it is the one that does. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  /** A broker that has moved is found where its name leads by then. */
  private static final int ATTEMPTS_AT_AN_ADDRESS = 3;

  private final Mqtt5AsyncClient client;
  private final MqttRoute route;
  private final StatusReport status;
  private final Set<String> subscribed = new LinkedHashSet<>();

  /** Until the first connection is up, its failures are for the caller to judge. */
  private volatile boolean up;

  private volatile boolean closed;

  /** One call at a time, as the engine promises. */
  private volatile Waiting waiting;

  private record Waiting(
      MqttMessage.Awaited awaited, byte[] correlation, CompletableFuture<byte[]> answer) {

    boolean meets(Mqtt5Publish message) {
      boolean mine =
          !awaited.correlated()
              || message
                  .getCorrelationData()
                  .filter(data -> data.equals(ByteBuffer.wrap(correlation)))
                  .isPresent();
      return mine
          && message.getTopic().toString().equals(awaited.topic())
          && (awaited.retained() || !message.isRetain());
    }
  }

  private MqttConnection(MqttRoute route, InetSocketAddress address, StatusReport status) {
    this.route = route;
    this.status = status;
    this.client =
        Mqtt5Client.builder()
            .identifier("castellan-" + UUID.randomUUID())
            .transportConfig(route.to(address))
            .addConnectedListener(context -> found())
            .addDisconnectedListener(this::lost)
            .buildAsync();
    client.publishes(MqttGlobalPublishFilter.SUBSCRIBED, this::heard);
  }

  /**
   * Connects.
   *
   * @throws DeviceException when the broker cannot be reached or refuses
   */
  static MqttConnection open(MqttRoute route, StatusReport status)
      throws DeviceException, InterruptedException {
    Instant end = Instant.now().plus(route.config().connectTimeout().multipliedBy(2));
    MqttConnection connection = new MqttConnection(route, route.address(end), status);
    try {
      MqttWait.until(connection.client.connect(hello(route.broker(), route.config())), end);
      connection.up = true;
      if (!connection.client.getState().isConnectedOrReconnect()) {
        throw DeviceException.unreachable("The broker cannot be reached");
      }
      return connection;
    } catch (DeviceException | InterruptedException e) {
      connection.close();
      throw e;
    }
  }

  /**
   * Sends a message and waits for its answer, or for the broker to have it.
   *
   * @return the answer; nothing when none is awaited
   */
  byte[] exchange(MqttMessage message, Instant deadline)
      throws DeviceException, InterruptedException {
    Instant end = deadline.plus(GRACE);
    if (!client.getState().isConnected()) {
      throw DeviceException.unreachable("The broker cannot be reached");
    }
    if (message.awaited() == null) {
      publish(message, null, end);
      return new byte[0];
    }
    byte[] correlation = UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII);
    Waiting call = new Waiting(message.awaited(), correlation, new CompletableFuture<>());
    try {
      if (message.awaited().retained()) {
        waiting = call;
        subscribe(message.awaited(), end);
      } else {
        subscribe(message.awaited(), end);
        waiting = call;
      }
      publish(message, correlation, end);
      return MqttWait.until(call.answer, end);
    } finally {
      waiting = null;
    }
  }

  @Override
  public void close() {
    closed = true;
    client.disconnect();
  }

  private void heard(Mqtt5Publish message) {
    Waiting call = waiting;
    if (call != null && call.meets(message)) {
      call.answer.complete(message.getPayloadAsBytes());
    }
  }

  /** A topic stays subscribed; only one whose kept message is wanted is asked for each time. */
  private void subscribe(MqttMessage.Awaited awaited, Instant end)
      throws DeviceException, InterruptedException {
    if (!awaited.retained() && subscribed.contains(awaited.topic())) {
      return;
    }
    if (subscribed.size() >= MOST_SUBSCRIBED) {
      String oldest = subscribed.iterator().next();
      client.unsubscribe(Mqtt5Unsubscribe.builder().topicFilter(oldest).build());
      subscribed.remove(oldest);
    }
    MqttWait.until(
        client.subscribe(
            Mqtt5Subscribe.builder()
                .addSubscription()
                .topicFilter(awaited.topic())
                .qos(qos(awaited.qos()))
                .retainHandling(
                    awaited.retained() ? Mqtt5RetainHandling.SEND : Mqtt5RetainHandling.DO_NOT_SEND)
                .applySubscription()
                .build()),
        end);
    subscribed.add(awaited.topic());
  }

  private void publish(MqttMessage message, byte[] correlation, Instant end)
      throws DeviceException, InterruptedException {
    long seconds = Math.max(1, Duration.between(Instant.now(), end).toSeconds());
    var publish =
        Mqtt5Publish.builder()
            .topic(message.topic())
            .payload(message.payload())
            .qos(qos(message.qos()))
            .retain(message.retain());
    if (!message.retain()) {
      publish = publish.messageExpiryInterval(seconds);
    }
    if (correlation != null && message.awaited().correlated()) {
      publish = publish.responseTopic(message.awaited().topic()).correlationData(correlation);
    }
    Mqtt5PublishResult result = MqttWait.untilSent(client.publish(publish.build()), end);
    if (result.getError().isPresent()) {
      throw MqttWait.sendingFailed(result.getError().get());
    }
  }

  private void found() {
    if (closed) {
      client.disconnect();
    } else if (up) {
      status.online(true);
    }
  }

  private void lost(MqttClientDisconnectedContext context) {
    if (closed || !up) {
      return;
    }
    int attempts = context.getReconnector().getAttempts();
    if (attempts == 0) {
      status.online(false);
    }
    MqttClientReconnector reconnector = context.getReconnector();
    if (attempts % ATTEMPTS_AT_AN_ADDRESS == ATTEMPTS_AT_AN_ADDRESS - 1) {
      reconnector.reconnectWhen(
          route.addressNow(),
          (address, failure) -> {
            if (address != null) {
              reconnector.transportConfig(route.to(address));
            }
          });
    }
    reconnector
        .reconnect(true)
        .republishIfSessionExpired(false)
        .delay(
            Math.min(LONGEST_PAUSE.toMillis(), FIRST_PAUSE.toMillis() << Math.min(attempts, 10)),
            TimeUnit.MILLISECONDS);
  }

  private static Mqtt5Connect hello(MqttBroker broker, MqttConfig config) {
    var hello =
        Mqtt5Connect.builder()
            .cleanStart(true)
            .keepAlive((int) config.keepAlive().toSeconds())
            .restrictions()
            .maximumPacketSize((int) config.maxMessage().asLongValue())
            .applyRestrictions();
    if (broker.username() == null) {
      return hello.build();
    }
    var auth = hello.simpleAuth().username(broker.username());
    return (broker.password() == null
            ? auth.applySimpleAuth()
            : auth.password(broker.password().getBytes(StandardCharsets.UTF_8)).applySimpleAuth())
        .build();
  }

  private static MqttQos qos(int code) {
    return MqttQos.fromCode(code);
  }
}
