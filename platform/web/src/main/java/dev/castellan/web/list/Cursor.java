package dev.castellan.web.list;

import dev.castellan.web.failure.ServiceException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * The row after which reading goes on, as clients carry it: the values it is sorted by, and a
 * fingerprint of order and filter. It is no secret and grants nothing: whatever a client makes up
 * is a place in a list that he may read anyway.
 */
final class Cursor {

  static final int LONGEST = 4_096;

  private static final int FINGERPRINT_BYTES = 9;

  private Cursor() {}

  /**
   * @param list what tells this list from others: its rows, order and filter
   * @throws ServiceException 400 when a value is too long to be carried
   */
  static String write(String list, List<Object> values) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.write(fingerprint(list));
      for (Object value : values) {
        byte[] text = value == null ? null : value.toString().getBytes(StandardCharsets.UTF_8);
        out.writeInt(text == null ? -1 : text.length);
        if (text != null) {
          out.write(text);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String cursor = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    if (cursor.length() > LONGEST) {
      throw ServiceException.badParameter(
          "sort", "cannot go on behind a row whose values of it are that long");
    }
    return cursor;
  }

  /**
   * @throws ServiceException 400 when it was not given out for this list
   */
  static List<Object> read(String cursor, String list, List<SortKey> keys) {
    if (cursor.length() > LONGEST) {
      throw bad("must have at most " + LONGEST + " characters");
    }
    try (DataInputStream in =
        new DataInputStream(new ByteArrayInputStream(Base64.getUrlDecoder().decode(cursor)))) {
      byte[] fingerprint = in.readNBytes(FINGERPRINT_BYTES);
      if (!Arrays.equals(fingerprint, fingerprint(list))) {
        throw bad("was not given out for this list with this sort and filter");
      }
      List<Object> values = new ArrayList<>();
      for (SortKey key : keys) {
        values.add(value(in, key));
      }
      if (in.read() >= 0) {
        throw notGivenOut();
      }
      return values;
    } catch (IOException | IllegalArgumentException e) {
      throw notGivenOut();
    }
  }

  private static Object value(DataInputStream in, SortKey key) throws IOException {
    int length = in.readInt();
    if (length < 0 && key.nullable()) {
      return null;
    }
    if (length < 0 || length > in.available()) {
      throw notGivenOut();
    }
    return key.field().parse(new String(in.readNBytes(length), StandardCharsets.UTF_8));
  }

  private static byte[] fingerprint(String list) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(list.getBytes(StandardCharsets.UTF_8));
      return Arrays.copyOf(hash, FINGERPRINT_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static ServiceException notGivenOut() {
    return bad("is not one that was given out");
  }

  private static ServiceException bad(String message) {
    return ServiceException.badParameter("cursor", message);
  }
}
