package dev.castellan.smartobject.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * The addresses that begin with the same bits.
 *
 * @param network 4 or 16 bytes
 * @param bits how many of them count
 */
record AddressRange(byte[] network, int bits) {

  /** What is made of these alone is an address, never a name that would be looked up. */
  private static final Pattern ADDRESS =
      Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F.]*:[0-9a-fA-F:.]*");

  static boolean describes(String text) {
    return ADDRESS.matcher(text.split("/", 2)[0]).matches();
  }

  /**
   * Reads {@code 10.0.0.0/8} or a single address.
   *
   * @throws IllegalArgumentException when it is neither
   */
  static AddressRange of(String text) {
    String[] parts = text.split("/", 2);
    try {
      if (!describes(text)) {
        throw new IllegalArgumentException(text + " is not an address or a range of addresses");
      }
      byte[] network = InetAddress.getByName(parts[0]).getAddress();
      int bits = parts.length == 1 ? network.length * Byte.SIZE : Integer.parseInt(parts[1]);
      if (bits < 0 || bits > network.length * Byte.SIZE) {
        throw new IllegalArgumentException(text + " has a length out of range");
      }
      return new AddressRange(network, bits);
    } catch (UnknownHostException | NumberFormatException e) {
      throw new IllegalArgumentException(text + " is not an address or a range of addresses", e);
    }
  }

  boolean contains(byte[] address) {
    if (address.length != network.length) {
      return false;
    }
    int whole = bits / Byte.SIZE;
    int mask = 0xff00 >> bits % Byte.SIZE & 0xff;
    return Arrays.equals(address, 0, whole, network, 0, whole)
        && (mask == 0 || (address[whole] & mask) == (network[whole] & mask));
  }
}
