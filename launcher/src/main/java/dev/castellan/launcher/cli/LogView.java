package dev.castellan.launcher.cli;

import dev.castellan.launcher.process.LogTail;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** One log file on the screen. */
final class LogView {

  private final Path log;
  private final String prefix;
  private final StringBuilder unfinished = new StringBuilder();
  private long shown;

  LogView(Path log, String prefix) {
    this.log = log;
    this.prefix = prefix;
  }

  void showEnd(int lines) {
    shown = log.toFile().length();
    LogTail.lines(log, lines).forEach(line -> Console.line(prefix + line));
  }

  void showMore() {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      if (file.length() < shown) {
        // Set aside for being large: a new file has begun.
        shown = 0;
      }
      file.seek(shown);
      byte[] bytes = new byte[(int) Math.min(file.length() - shown, 1 << 20)];
      file.readFully(bytes);
      shown += bytes.length;
      unfinished.append(new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException goneMeanwhile) {
      return;
    }
    for (int end = unfinished.indexOf("\n"); end >= 0; end = unfinished.indexOf("\n")) {
      Console.line(prefix + unfinished.substring(0, end));
      unfinished.delete(0, end + 1);
    }
  }
}
