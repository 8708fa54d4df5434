package dev.castellan.smartobject.outbound;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which addresses may be called. Settings of an object come from users, so without rules they could
 * reach what listens on this machine alone, or the credentials that a cloud hands to it. Private
 * networks are where devices live: they are allowed.
 */
@ApplicationScoped
class AddressRules {

  private static final List<AddressRange> FORBIDDEN =
      Stream.of(
              // This host, loopback, link-local with most metadata services, multicast, reserved.
              "0.0.0.0/8",
              "127.0.0.0/8",
              "169.254.0.0/16",
              "224.0.0.0/4",
              "240.0.0.0/4",
              "::/128",
              "::1/128",
              "fe80::/10",
              "ff00::/8",
              // Metadata services of clouds that stand elsewhere.
              "100.100.100.200",
              "168.63.129.16",
              "192.0.0.192",
              "fd00:ec2::254",
              "fd00:c1::a9fe:a9fe",
              "fd20:ce::254",
              // Translators that hide an IPv4 address where it cannot be told.
              "64:ff9b:1::/48",
              "2001::/32")
          .map(AddressRange::of)
          .toList();

  /** Where IPv6 forms carry an IPv4 address: the prefix, and the place of its first byte. */
  private record Carrier(AddressRange prefix, int at) {}

  private static final List<Carrier> CARRIERS =
      List.of(
          new Carrier(AddressRange.of("::/96"), 12),
          // Java itself turns the text of a mapped address into IPv4, so this one is by bytes.
          new Carrier(new AddressRange(mapped(), 96), 12),
          new Carrier(AddressRange.of("::ffff:0:0:0/96"), 12),
          new Carrier(AddressRange.of("64:ff9b::/96"), 12),
          new Carrier(AddressRange.of("2002::/16"), 2));

  private final Set<String> allowedHosts = new HashSet<>();
  private final List<AddressRange> allowedRanges;

  AddressRules(OutboundConfig config) {
    List<String> allowed = config.allow().orElse(List.of());
    allowedRanges = allowed.stream().filter(AddressRange::describes).map(AddressRange::of).toList();
    allowed.stream()
        .filter(each -> !AddressRange.describes(each))
        .forEach(each -> allowedHosts.add(each.toLowerCase(Locale.ROOT)));
  }

  /**
   * Whether a connection may go to an address.
   *
   * @param host the name that it was found by, for names that are allowed wherever they lead
   */
  boolean allow(String host, InetAddress address) {
    byte[] bytes = address.getAddress();
    return allowedHosts.contains(host.toLowerCase(Locale.ROOT))
        || allowedRanges.stream().anyMatch(each -> each.contains(bytes))
        || !forbidden(bytes);
  }

  private static boolean forbidden(byte[] address) {
    return FORBIDDEN.stream().anyMatch(each -> each.contains(address))
        || CARRIERS.stream()
            .filter(each -> each.prefix.contains(address))
            .anyMatch(each -> forbidden(Arrays.copyOfRange(address, each.at, each.at + 4)));
  }

  private static byte[] mapped() {
    byte[] prefix = new byte[16];
    prefix[10] = (byte) 0xff;
    prefix[11] = (byte) 0xff;
    return prefix;
  }
}
