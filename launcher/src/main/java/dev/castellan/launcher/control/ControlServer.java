package dev.castellan.launcher.control;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.castellan.launcher.LauncherException;
import dev.castellan.launcher.state.StateFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the requests of the command line; only the owner of the state folder can connect. */
public final class ControlServer implements AutoCloseable {

  /** Does what a request asks, and says so. */
  @FunctionalInterface
  public interface Handler {

    /**
     * @param request what is asked
     * @param reply takes each line of the answer; the last one is DONE or FAILED
     */
    void handle(ControlRequest request, Consumer<ControlReply> reply);
  }

  private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);
  private static final int LAST_WORDS_SECONDS = 3;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path path;
  private final ServerSocketChannel channel;
  private final Handler handler;
  private final ExecutorService clients =
      Executors.newThreadPerTaskExecutor(Thread.ofPlatform().daemon().name("control", 1).factory());

  private ControlServer(Path path, ServerSocketChannel channel, Handler handler) {
    this.path = path;
    this.channel = channel;
    this.handler = handler;
  }

  /**
   * Listens from now on; a socket file left by a lost supervisor is replaced, so the caller holds
   * the suite's lock.
   */
  public static ControlServer open(StateFolder state, Handler handler) {
    Path path = ControlSocket.of(state);
    try {
      Files.deleteIfExists(path);
      ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      channel.bind(UnixDomainSocketAddress.of(path));
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
      ControlServer server = new ControlServer(path, channel, handler);
      Thread.ofPlatform().daemon().name("control").start(server::accept);
      return server;
    } catch (IOException e) {
      throw new LauncherException("The control socket " + path + " cannot be opened: " + e, e);
    }
  }

  private void accept() {
    while (channel.isOpen()) {
      try {
        SocketChannel client = channel.accept();
        clients.execute(() -> serve(client));
      } catch (ClosedChannelException closed) {
        return;
      } catch (IOException e) {
        LOG.warn("A control connection failed: {}", e.toString());
      }
    }
  }

  private void serve(SocketChannel client) {
    try (client;
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(Channels.newInputStream(client), StandardCharsets.UTF_8));
        OutputStream out = Channels.newOutputStream(client)) {
      String line = in.readLine();
      if (line == null) {
        return;
      }
      ControlRequest request = JSON.readValue(line, ControlRequest.class);
      answer(request, reply -> write(out, reply));
    } catch (IOException | UncheckedIOException e) {
      LOG.debug("A control connection ended: {}", e.toString());
    }
  }

  private void answer(ControlRequest request, Consumer<ControlReply> reply) {
    try {
      handler.handle(request, reply);
    } catch (LauncherException e) {
      reply.accept(ControlReply.failed(e.getMessage()));
    } catch (UncheckedIOException clientGone) {
      throw clientGone;
    } catch (RuntimeException e) {
      LOG.error("The request {} failed", request, e);
      reply.accept(ControlReply.failed("The supervisor failed: " + e));
    }
  }

  private static void write(OutputStream out, ControlReply reply) {
    try {
      out.write((JSON.writeValueAsString(reply) + "\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
      // Whoever is listening gets his last line before this process ends.
      clients.shutdown();
      if (!clients.awaitTermination(LAST_WORDS_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("A control connection is cut off");
      }
      Files.deleteIfExists(path);
    } catch (IOException e) {
      LOG.warn("The control socket stays: {}", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
