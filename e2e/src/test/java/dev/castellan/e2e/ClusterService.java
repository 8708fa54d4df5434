package dev.castellan.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * A Service as a cluster gives it to its callers: one address that stays, behind it the process
 * that is ready. A new connection goes to the process of the day; one that is open stays where it
 * is.
 */
final class ClusterService implements AutoCloseable {

  private final ServerSocket entrance;
  private volatile int port;

  /**
   * @param port where the process listens
   */
  ClusterService(int port) {
    this.port = port;
    try {
      this.entrance = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  String url() {
    return "http://127.0.0.1:" + entrance.getLocalPort();
  }

  /** From now on connections go to another process. */
  void route(int newPort) {
    port = newPort;
  }

  private void accept() {
    while (!entrance.isClosed()) {
      try {
        Socket caller = entrance.accept();
        Thread.ofVirtual().start(() -> connect(caller));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void connect(Socket caller) {
    try (caller;
        Socket process = new Socket(InetAddress.getLoopbackAddress(), port)) {
      Thread back = Thread.ofVirtual().start(() -> pass(process, caller));
      pass(caller, process);
      back.join();
    } catch (IOException refused) {
      // The caller sees his connection closed, as he would in a cluster.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void pass(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException broken) {
      close(from);
      close(to);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    entrance.close();
  }
}
