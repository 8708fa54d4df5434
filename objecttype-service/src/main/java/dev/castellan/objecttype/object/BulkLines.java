package dev.castellan.objecttype.object;

import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Lines of a body that is read as they are needed; empty ones count but say nothing. */
final class BulkLines {

  private static final int MOST_LINES = 100_000;
  private static final int LONGEST_LINE = 1_048_576;

  private final InputStream body;
  private final byte[] buffer = new byte[65_536];
  private int next;
  private int end;
  private int number;
  private ServiceException failure;

  BulkLines(InputStream body) {
    this.body = body;
  }

  /** A line and its number, from 1. */
  record Line(int number, byte[] text) {}

  /** The line that was read last. */
  int number() {
    return number;
  }

  /**
   * The next lines, none at the end: at most so many, and fewer once they have so many bytes.
   *
   * @throws ServiceException 413 when a line is too long, or one too many; the lines before it have
   *     been returned by then
   */
  List<Line> next(int most, int bytes) throws IOException {
    List<Line> lines = new ArrayList<>();
    long taken = 0;
    while (failure == null && lines.size() < most && taken < bytes) {
      byte[] text = orFailure();
      if (text == null) {
        break;
      }
      if (text.length > 0) {
        lines.add(new Line(number, text));
        taken += text.length;
      }
    }
    if (lines.isEmpty() && failure != null) {
      throw failure;
    }
    return lines;
  }

  /** The next line, null at the end or when it cannot be taken. */
  private byte[] orFailure() throws IOException {
    try {
      return line();
    } catch (ServiceException e) {
      failure = e;
      return null;
    }
  }

  private byte[] line() throws IOException {
    if (!filled()) {
      return null;
    }
    if (++number > MOST_LINES) {
      throw tooLarge("more than " + MOST_LINES + " lines");
    }
    ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    boolean ended = false;
    while (!ended && filled()) {
      int stop = next;
      while (stop < end && buffer[stop] != '\n') {
        stop++;
      }
      if (line.size() + stop - next > LONGEST_LINE) {
        throw tooLarge("a line of more than " + LONGEST_LINE + " bytes");
      }
      line.write(buffer, next, stop - next);
      ended = stop < end;
      next = ended ? stop + 1 : stop;
    }
    byte[] text = line.toByteArray();
    boolean returned = text.length > 0 && text[text.length - 1] == '\r';
    return returned ? Arrays.copyOf(text, text.length - 1) : text;
  }

  /** Whether there is more of the body, and then some of it in the buffer. */
  private boolean filled() throws IOException {
    if (next == end) {
      next = 0;
      end = 0;
      end = body.read(buffer);
    }
    return end > 0;
  }

  private static ServiceException tooLarge(String what) {
    return new ServiceException(ErrorCode.PAYLOAD_TOO_LARGE, "The body has " + what);
  }
}
