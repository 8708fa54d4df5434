package dev.castellan.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A TCP cable on loopback between a client and a server that the test can cut, hold and mend. The
 * client is given {@link #port()} instead of the server's.
 */
public final class CutCable implements AutoCloseable {

  private enum State {
    WHOLE,
    HELD,
    CUT
  }

  private static final int BACKLOG = 200;
  private static final int BUFFER = 16_384;

  private final String host;
  private final int target;
  private final ServerSocket entrance;
  private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
  private final Object change = new Object();
  private State state = State.WHOLE;

  private CutCable(String host, int target, ServerSocket entrance) {
    this.host = host;
    this.target = target;
    this.entrance = entrance;
  }

  /** A whole cable to a server. */
  public static CutCable to(String host, int port) {
    return from(0, host, port);
  }

  /** A whole cable whose entrance has to be at a certain port. */
  static CutCable from(int entrancePort, String host, int port) {
    try {
      ServerSocket entrance =
          new ServerSocket(entrancePort, BACKLOG, InetAddress.getLoopbackAddress());
      CutCable cable = new CutCable(host, port, entrance);
      start(cable::accept);
      return cable;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the client connects to, on 127.0.0.1. */
  public int port() {
    return entrance.getLocalPort();
  }

  /** Breaks every connection; new ones break as soon as they are made. */
  public void cut() {
    become(State.CUT);
    ends.forEach(CutCable::reset);
  }

  /** Connections stay, but no byte arrives any more, either way: a half-open network. */
  public void hold() {
    become(State.HELD);
  }

  /** Lets bytes pass again; after a cut the client must connect anew. */
  public void mend() {
    become(State.WHOLE);
  }

  @Override
  public void close() {
    cut();
    try {
      entrance.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void become(State next) {
    synchronized (change) {
      state = next;
      change.notifyAll();
    }
  }

  /** Waits while the cable is held; false when it is cut. */
  private boolean passes() throws InterruptedException {
    synchronized (change) {
      while (state == State.HELD) {
        change.wait();
      }
      return state == State.WHOLE;
    }
  }

  /** Not virtual ones: the service under test keeps those busy, and a network has its own time. */
  private static void start(Runnable task) {
    Thread.ofPlatform().daemon().name("cable").start(task);
  }

  private void accept() {
    while (!entrance.isClosed()) {
      try {
        Socket client = entrance.accept();
        start(() -> connect(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void connect(Socket client) {
    ends.add(client);
    try {
      if (!passes()) {
        end(client);
        return;
      }
      Socket server = new Socket(host, target);
      ends.add(server);
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      start(() -> pump(client, server));
      pump(server, client);
    } catch (IOException e) {
      end(client);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void pump(Socket from, Socket to) {
    byte[] buffer = new byte[BUFFER];
    try {
      int length = from.getInputStream().read(buffer);
      while (length >= 0 && passes()) {
        to.getOutputStream().write(buffer, 0, length);
        length = from.getInputStream().read(buffer);
      }
    } catch (IOException e) {
      // One end is gone; so is the other, now.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      end(from);
      end(to);
    }
  }

  private void end(Socket socket) {
    ends.remove(socket);
    reset(socket);
  }

  /** Without the polite farewell: the peer sees a broken connection. */
  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (SocketException e) {
      // Already closed.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
