package dev.castellan.launcher.state;

import dev.castellan.launcher.LauncherException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Held by the one supervisor of a state folder; the system releases it when that process ends. */
public final class SuiteLock implements AutoCloseable {

  private final FileChannel channel;
  private final FileLock lock;

  private SuiteLock(FileChannel channel, FileLock lock) {
    this.channel = channel;
    this.lock = lock;
  }

  /** The lock, or nothing when another process holds it. */
  public static Optional<SuiteLock> tryAcquire(StateFolder state) {
    try {
      FileChannel channel =
          FileChannel.open(state.lockFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = tryLock(channel);
      if (lock == null) {
        channel.close();
        return Optional.empty();
      }
      return Optional.of(new SuiteLock(channel, lock));
    } catch (IOException e) {
      throw new LauncherException("The lock " + state.lockFile() + " cannot be taken: " + e, e);
    }
  }

  private static FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException sameProcess) {
      return null;
    }
  }

  @Override
  public void close() {
    try {
      lock.release();
      channel.close();
    } catch (IOException e) {
      throw new LauncherException("The lock cannot be released: " + e, e);
    }
  }
}
