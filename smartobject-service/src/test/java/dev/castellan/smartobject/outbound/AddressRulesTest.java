package dev.castellan.smartobject.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRulesTest {

  private final AddressRules rules = rules();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.255.255.254",
        "2130706433",
        "127.1",
        "0.0.0.0",
        "0.1.2.3",
        "169.254.169.254",
        "169.254.0.1",
        "100.100.100.200",
        "168.63.129.16",
        "192.0.0.192",
        "224.0.0.1",
        "239.255.255.250",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:a9fe:a9fe",
        "::ffff:0:127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b:1::1",
        "2002:7f00:1::1",
        "2002:a9fe:a9fe::",
        "2001:0:1::1",
        "fe80::1",
        "febf::1",
        "ff02::1",
        "fd00:ec2::254",
        "fd20:ce::254"
      })
  void shouldForbidWhatIsThisMachineOrTheCloudAroundIt(String address) throws Exception {
    assertThat(rules.allow("device", InetAddress.getByName(address))).isFalse();
  }

  @Test
  void shouldForbidAMappedAddressThatJavaHasNotUnwrapped() throws Exception {
    byte[] mapped = new byte[16];
    mapped[10] = (byte) 0xff;
    mapped[11] = (byte) 0xff;
    mapped[12] = 127;
    mapped[15] = 1;

    assertThat(rules.allow("device", Inet6Address.getByAddress("device", mapped, -1))).isFalse();
  }

  /**
   * Octal is either not an address at all or the decimal one; it never slips through as loopback.
   */
  @ParameterizedTest
  @ValueSource(strings = {"0177.0.0.1", "0x7f.0.0.1", "017700000001"})
  void shouldNotBeTrickedByOtherNotations(String text) {
    try {
      InetAddress address = InetAddress.getByName(text);
      assertThat(rules.allow(text, address) && address.isLoopbackAddress()).isFalse();
    } catch (UnknownHostException e) {
      assertThat(e).isNotNull();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "192.168.1.20",
        "10.0.0.1",
        "172.16.5.5",
        "100.64.0.1",
        "8.8.8.8",
        "126.255.255.255",
        "128.0.0.1",
        "223.255.255.255",
        "fd12:3456::1",
        "fec0::1",
        "2a00:1450::1",
        "64:ff9b::808:808",
        "2002:808:808::1",
        "fd00:ec2::253"
      })
  void shouldAllowDevicesAtHomeAndServersOutside(String address) throws Exception {
    assertThat(rules.allow("device", InetAddress.getByName(address))).isTrue();
  }

  @Test
  void shouldAllowWhatIsConfiguredAndNoMore() throws Exception {
    AddressRules some = rules("127.0.0.0/30", "::1", "Bridge.Local");

    assertThat(some.allow("x", InetAddress.getByName("127.0.0.3"))).isTrue();
    assertThat(some.allow("x", InetAddress.getByName("127.0.0.4"))).isFalse();
    assertThat(some.allow("x", InetAddress.getByName("::1"))).isTrue();
    assertThat(some.allow("bridge.local", InetAddress.getByName("169.254.3.4"))).isTrue();
    assertThat(some.allow("other.local", InetAddress.getByName("169.254.3.4"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0/33", "10.0.0.0/x", "::/129", "10.0.0.0/-1", "999.1.1.1"})
  void shouldRefuseARangeThatIsNone(String range) {
    assertThatThrownBy(() -> rules(range))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(range);
  }

  private static AddressRules rules(String... allowed) {
    return new AddressRules(OutboundClientTest.config(List.of(allowed)));
  }
}
