package dev.castellan.launcher.kafka;

import dev.castellan.launcher.process.Readiness;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * Ready when a broker answers the request that every client begins with ({@code ApiVersions},
 * version 0). A whole client would take longer to load than the answer takes.
 */
public final class KafkaProbe implements Readiness {

  private static final int API_VERSIONS = 18;
  private static final int CORRELATION = 7;
  private static final int PATIENCE_MILLIS = 2000;
  // Request type, its version, correlation id, no client id.
  private static final int REQUEST_BYTES = 2 + 2 + 4 + 2;

  private final String host;
  private final int port;

  /**
   * @param host where the broker listens
   * @param port where the broker listens
   */
  public KafkaProbe(String host, int port) {
    this.host = host;
    this.port = port;
  }

  @Override
  public boolean isReady() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), PATIENCE_MILLIS);
      socket.setSoTimeout(PATIENCE_MILLIS);
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      out.writeInt(REQUEST_BYTES);
      out.writeShort(API_VERSIONS);
      out.writeShort(0);
      out.writeInt(CORRELATION);
      out.writeShort(-1);
      out.flush();
      DataInputStream in = new DataInputStream(socket.getInputStream());
      int length = in.readInt();
      return length > 0 && in.readInt() == CORRELATION && in.readShort() == 0;
    } catch (IOException notYet) {
      return false;
    }
  }
}
