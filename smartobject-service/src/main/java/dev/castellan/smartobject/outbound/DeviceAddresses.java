package dev.castellan.smartobject.outbound;

import dev.castellan.smartobject.module.DeviceException;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Looks up names of devices and leaves out addresses that may not be called. */
@ApplicationScoped
public class DeviceAddresses {

  private static final int MOST_ADDRESSES = 4;
  private static final int LOOK_UPS_AT_ONCE = 512;

  private final AddressRules rules;

  /**
   * Looking up a name blocks its thread, which must not be one that carries virtual threads, and
   * cannot be interrupted: there are more threads than calls at a time, so that names that hang
   * hold up nobody else.
   */
  private final ExecutorService lookUps =
      new ThreadPoolExecutor(
          0,
          LOOK_UPS_AT_ONCE,
          1,
          TimeUnit.MINUTES,
          new SynchronousQueue<>(),
          Thread.ofPlatform().daemon().name("device-names-", 0).factory());

  DeviceAddresses(AddressRules rules) {
    this.rules = rules;
  }

  @PreDestroy
  void stop() {
    lookUps.shutdownNow();
  }

  /**
   * The addresses of a name that may be called, at least one; each knows the name.
   *
   * @throws DeviceException when it is not known, or leads only where nobody may go
   */
  public List<InetAddress> allowed(String host, Instant deadline)
      throws DeviceException, InterruptedException {
    List<InetAddress> allowed =
        Arrays.stream(all(host, deadline))
            .filter(each -> rules.allow(host, each))
            .limit(MOST_ADDRESSES)
            .toList();
    if (allowed.isEmpty()) {
      throw DeviceException.refused("The address of the device is not allowed");
    }
    return allowed;
  }

  private InetAddress[] all(String host, Instant deadline)
      throws DeviceException, InterruptedException {
    Future<InetAddress[]> found;
    try {
      found = lookUps.submit(() -> InetAddress.getAllByName(host));
    } catch (RejectedExecutionException e) {
      throw DeviceException.unreachable("Too many names of devices are being looked up");
    }
    try {
      long left = Duration.between(Instant.now(), deadline).toMillis();
      return found.get(Math.max(1, left), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw DeviceException.unreachable("The device did not answer in time");
    } catch (ExecutionException e) {
      throw DeviceException.unreachable("The name of the device is not known");
    } finally {
      found.cancel(true);
    }
  }
}
