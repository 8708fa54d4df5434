package dev.castellan.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HeadDeadlineTest {

  private final EmbeddedChannel connection =
      new EmbeddedChannel(new HeadDeadline(Duration.ofSeconds(10)));

  @Test
  void shouldCloseWhoeverDripsAHeadHoweverOftenHeSendsAByte() {
    connection.freezeTime();
    for (int second = 0; second < 10; second++) {
      receive();
      assertThat(connection.isOpen()).isTrue();
      pass(1);
    }

    assertThat(connection.isOpen()).isFalse();
  }

  @Test
  void shouldLeaveAloneWhoIsAnsweredOrSilent() {
    connection.freezeTime();
    pass(60);
    receive();
    connection.writeOutbound(Unpooled.copiedBuffer(new byte[] {1}));
    pass(60);

    assertThat(connection.isOpen()).isTrue();
  }

  private void receive() {
    connection.writeInbound(Unpooled.copiedBuffer(new byte[] {'a'}));
  }

  private void pass(long seconds) {
    connection.advanceTimeBy(seconds, TimeUnit.SECONDS);
    connection.runScheduledPendingTasks();
  }
}
