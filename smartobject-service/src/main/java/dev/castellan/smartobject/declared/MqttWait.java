package dev.castellan.smartobject.declared;

import com.hivemq.client.mqtt.exceptions.MqttClientStateException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5MessageException;
import dev.castellan.smartobject.module.DeviceException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Waits for a broker, and says of its failures what callers may know. */
final class MqttWait {

  private MqttWait() {}

  /** Waits for what has no effect on the device by itself. */
  static <T> T until(CompletableFuture<T> result, Instant end)
      throws DeviceException, InterruptedException {
    try {
      return get(result, end);
    } catch (TimeoutException e) {
      throw DeviceException.unanswered("The device did not answer in time");
    } catch (ExecutionException e) {
      throw connectingFailed(e.getCause());
    }
  }

  /** Waits until the broker has a message, which the device may have then too. */
  static <T> T untilSent(CompletableFuture<T> result, Instant end)
      throws DeviceException, InterruptedException {
    try {
      return get(result, end);
    } catch (TimeoutException e) {
      throw DeviceException.unanswered("The broker did not answer in time");
    } catch (ExecutionException e) {
      throw sendingFailed(e.getCause());
    }
  }

  private static <T> T get(CompletableFuture<T> result, Instant end)
      throws InterruptedException, TimeoutException, ExecutionException {
    long left = Duration.between(Instant.now(), end).toMillis();
    return result.get(Math.max(1, left), TimeUnit.MILLISECONDS);
  }

  private static DeviceException connectingFailed(Throwable cause) {
    if (cause instanceof Mqtt5ConnAckException) {
      return DeviceException.refused("The broker refused the connection");
    }
    // Messages of the network name hosts; they stay here.
    return cause != null && cause.getCause() instanceof SSLException
        ? DeviceException.refused("The broker has no certificate that is trusted")
        : DeviceException.unreachable("The broker cannot be reached");
  }

  static DeviceException sendingFailed(Throwable cause) {
    return switch (cause) {
      case Mqtt5MessageException refused ->
          DeviceException.refused("The broker refused the message");
      case MqttClientStateException away ->
          DeviceException.unreachable("The broker cannot be reached");
      default -> DeviceException.unanswered("The connection to the broker broke");
    };
  }
}
