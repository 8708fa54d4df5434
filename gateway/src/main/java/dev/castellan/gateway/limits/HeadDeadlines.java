package dev.castellan.gateway.limits;

import io.netty.bootstrap.ChannelInitializerExtension;
import io.netty.channel.Channel;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/**
 * Gives each connection its {@link HeadDeadline}. Vert.x shows a connection only when its first
 * head is complete, so this is an extension of Netty, which finds it by {@code META-INF/services}.
 */
public final class HeadDeadlines extends ChannelInitializerExtension {

  private static volatile Duration patience;

  @Override
  public void postInitializeServerChildChannel(Channel channel) {
    if (patience != null) {
      channel.pipeline().addFirst(new HeadDeadline(patience));
    }
  }

  /** Has Netty look for extensions, before the first server listens. */
  @ApplicationScoped
  static class Setup {

    private final LimitsConfig config;

    Setup(LimitsConfig config) {
      this.config = config;
    }

    void start(@Observes @Priority(1) StartupEvent event) {
      if (LaunchMode.current() == LaunchMode.NORMAL) {
        // In a test the application's classes are not those that Netty would find.
        patience = config.headTimeout();
        System.setProperty(EXTENSIONS_SYSTEM_PROPERTY, "serviceload");
      }
    }
  }
}
