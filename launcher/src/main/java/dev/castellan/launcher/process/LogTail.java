package dev.castellan.launcher.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Pattern;

/** The end of a log file. */
public final class LogTail {

  private static final int WINDOW = 64 * 1024;
  private static final int LONGEST = 300;
  private static final long FULL = 50L * 1024 * 1024;
  private static final Pattern BAD = Pattern.compile("ERROR|FATAL|Exception|Error:|error:");

  private LogTail() {}

  /** The last lines of the file, at most as many as asked for and as fit into 64 KiB. */
  public static List<String> lines(Path log, int count) {
    List<String> all = window(log).lines().toList();
    return all.subList(Math.max(0, all.size() - count), all.size());
  }

  /** The last line that tells of an error, else the last line, shortened. */
  public static String lastError(Path log) {
    List<String> lines = window(log).lines().filter(line -> !line.isBlank()).toList();
    String found =
        lines.reversed().stream()
            .filter(line -> BAD.matcher(line).find())
            .filter(line -> !line.stripLeading().startsWith("at "))
            .findFirst()
            .orElse(lines.isEmpty() ? "(the log is empty)" : lines.getLast());
    return found.length() > LONGEST ? found.substring(0, LONGEST) + "…" : found.strip();
  }

  /** Sets a log aside that has grown large, keeping one older file. */
  static void rotate(Path log) throws IOException {
    if (Files.exists(log) && Files.size(log) > FULL) {
      Files.move(
          log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static String window(Path log) {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      long start = Math.max(0, file.length() - WINDOW);
      file.seek(start);
      byte[] bytes = new byte[(int) (file.length() - start)];
      file.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }
}
