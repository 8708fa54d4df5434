package dev.castellan.gateway.limits;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.util.concurrent.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Closes a connection of which the head of a request does not arrive in time, counted from its
 * first byte. The idle time-out does not help: it begins anew with each byte. Used on the event
 * loop of its connection, but for the end of a request.
 */
final class HeadDeadline extends ChannelDuplexHandler {

  private final Duration patience;
  private Future<?> timer;
  private final AtomicInteger open = new AtomicInteger();
  private boolean trusted;

  HeadDeadline(Duration patience) {
    this.patience = patience;
  }

  /** The head is here. */
  static void met(HttpServerRequest request) {
    HeadDeadline deadline = of(request);
    if (deadline != null) {
      deadline.open.incrementAndGet();
      deadline.stop();
      // Frames that carry no request, such as pings, look like a head that does not come to an end.
      deadline.trusted |= request.version() == HttpVersion.HTTP_2;
    }
  }

  /** The request is over; the next byte begins another one. */
  static void over(HttpServerRequest request) {
    HeadDeadline deadline = of(request);
    if (deadline != null) {
      deadline.open.decrementAndGet();
    }
  }

  private static HeadDeadline of(HttpServerRequest request) {
    return ((ConnectionBase) request.connection()).channel().pipeline().get(HeadDeadline.class);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (open.get() == 0 && timer == null && !trusted) {
      timer =
          context
              .executor()
              .schedule(
                  () -> {
                    context.close();
                  },
                  patience.toMillis(),
                  TimeUnit.MILLISECONDS);
    }
    context.fireChannelRead(message);
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    // Whoever is answered has said what he wants, or is shaking hands.
    stop();
    context.write(message, promise);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    stop();
    context.fireChannelInactive();
  }

  private void stop() {
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }
}
