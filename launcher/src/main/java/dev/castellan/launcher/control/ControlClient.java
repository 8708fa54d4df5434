package dev.castellan.launcher.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.castellan.launcher.LauncherException;
import dev.castellan.launcher.state.StateFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** The command line's side of the control socket. */
public final class ControlClient {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final StateFolder state;

  /**
   * @param state names the suite
   */
  public ControlClient(StateFolder state) {
    this.state = state;
  }

  /** Whether a supervisor answers. */
  public boolean isUp() {
    try (SocketChannel ignored = connect()) {
      return ignored != null;
    } catch (IOException nobody) {
      return false;
    }
  }

  /**
   * Asks, and follows the answer to its end.
   *
   * @param command see {@link ControlRequest}
   * @param name the process meant, or null
   * @param progress takes what is reported on the way
   * @return the last line, DONE; nothing when no supervisor runs
   * @throws LauncherException with the supervisor's words when it failed, or when it was lost
   */
  public Optional<ControlReply> ask(String command, String name, Consumer<ControlReply> progress) {
    try (SocketChannel channel = connect()) {
      if (channel == null) {
        return Optional.empty();
      }
      String line = JSON.writeValueAsString(new ControlRequest(command, name)) + "\n";
      channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
      return Optional.of(follow(channel, progress));
    } catch (IOException e) {
      throw lost();
    }
  }

  /** Asks for something that is answered at once. */
  public Optional<JsonNode> query(String command) {
    return ask(command, null, ignored -> {}).map(ControlReply::data);
  }

  private ControlReply follow(SocketChannel channel, Consumer<ControlReply> progress)
      throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      ControlReply reply = JSON.readValue(line, ControlReply.class);
      if (reply.kind() == ControlReply.Kind.FAILED) {
        throw new LauncherException(reply.text());
      }
      if (reply.isLast()) {
        return reply;
      }
      progress.accept(reply);
    }
    throw lost();
  }

  private LauncherException lost() {
    return new LauncherException(
        "The supervisor ended without an answer; see " + state.log("supervisor"));
  }

  private SocketChannel connect() {
    Path path = ControlSocket.of(state);
    if (!Files.exists(path)) {
      return null;
    }
    try {
      return SocketChannel.open(UnixDomainSocketAddress.of(path));
    } catch (IOException nobodyListens) {
      return null;
    }
  }
}
