package dev.castellan.web.list;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The order that PostgreSQL calls "C". */
final class Octets {

  private Octets() {}

  static int compare(String one, String other) {
    return Arrays.compareUnsigned(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
