package dev.castellan.smartobject.declared;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.castellan.smartobject.module.DeviceException;
import dev.castellan.smartobject.outbound.OutboundRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a value is made of, it stays a value. */
class TemplatingPropertiesTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String FILE =
      """
      id: sample
      name: Sample
      settings:
        - {id: base, type: text, required: true}
        - {id: key, type: text, required: true, secret: true}
      actions:
        - id: act
          name: Act
          settings:
            - {id: a, type: text}
            - {id: n, type: number}
          request:
            method: POST
            url: "{base}/api/{key}/x-{a}/end?q={a}&n={n}"
            body: {alone: "{a}", within: "say \\"{a}\\"", number: "{n}", deep: [{key: "{a}"}]}
        - id: head
          name: Head
          settings:
            - {id: a, type: text}
          request:
            method: GET
            url: "{base}/fixed"
            headers: {X-A: "<{a}>"}
      """;

  private final HttpAction action = action(0);
  private final HttpAction head = action(1);

  @Property(tries = 2_000)
  void shouldKeepAValueWithinItsPartOfTheAddress(
      @ForAll("nasty") String key, @ForAll("nasty") String value) {
    OutboundRequest request = request(key, value);
    if (request == null) {
      return;
    }
    assertThat(request.uri().getScheme()).isEqualTo("http");
    assertThat(request.uri().getRawAuthority()).isEqualTo("device:81");
    assertThat(request.uri().getRawFragment()).isNull();
    String[] segments = request.uri().getRawPath().split("/", -1);
    assertThat(segments).hasSize(6).startsWith("", "v", "api").endsWith("end");
    assertThat(decoded(segments[3])).isEqualTo(utf8(key));
    assertThat(decoded(segments[4])).isEqualTo("x-" + utf8(value));
    String[] query = request.uri().getRawQuery().split("&", -1);
    assertThat(query).hasSize(2);
    assertThat(decoded(query[0])).isEqualTo("q=" + utf8(value));
    assertThat(query[1]).isEqualTo("n=7");
    assertThat(request.uri().normalize().getRawPath()).isEqualTo(request.uri().getRawPath());
  }

  @Property(tries = 2_000)
  void shouldKeepAValueWithinItsPlaceInTheBody(@ForAll("nasty") String value) throws IOException {
    OutboundRequest request = request("key", value);
    if (request == null) {
      return;
    }
    JsonNode body = JSON.readTree(request.body());
    assertThat(body.size()).isEqualTo(4);
    assertThat(body.get("alone").textValue()).isEqualTo(value);
    assertThat(body.get("within").textValue()).isEqualTo("say \"" + value + "\"");
    assertThat(body.get("number").intValue()).isEqualTo(7);
    assertThat(body.at("/deep/0/key").textValue()).isEqualTo(value);
    assertThat(body.at("/deep/0").size()).isEqualTo(1);
  }

  @Property(tries = 2_000)
  void shouldSendNoHeaderThatCouldBeTwo(@ForAll("nasty") String value) {
    boolean plain = value.chars().allMatch(each -> each == '\t' || each >= 0x20 && each < 0x7f);
    OutboundRequest request = request(head, "key", value);
    if (plain) {
      assertThat(request.headers()).hasSize(1);
      assertThat(request.headers().get(0).value()).isEqualTo("<" + value + ">");
    } else {
      assertThat(request).isNull();
    }
  }

  @Property
  void shouldNeverShowASecretInItsOwnWords(@ForAll("nasty") String key) {
    OutboundRequest request = request(key + "hush-hush", "a");
    if (request != null) {
      assertThat(request.toString()).doesNotContain("hush-hush");
    }
  }

  private OutboundRequest request(String key, String value) {
    return request(action, key, value);
  }

  /** Null when it is refused. */
  private static OutboundRequest request(HttpAction action, String key, String value) {
    try {
      return action.request(
          action
              .values()
              .of(Map.of("base", "http://device:81/v/", "key", key), Map.of("a", value, "n", 7L)));
    } catch (DeviceException refused) {
      assertThat(refused.temporary()).isFalse();
      assertThat(refused.getMessage()).doesNotContain("device:81");
      return null;
    }
  }

  @Provide
  Arbitrary<String> nasty() {
    return Arbitraries.oneOf(
        Arbitraries.of(
            "..",
            ".",
            "",
            "%2e%2e",
            "a/../b",
            "\\..\\",
            "{a}",
            "{key}",
            "\r\nX-B: 1",
            "\"}",
            "%00",
            "?x=1#f",
            "a&b=c",
            "@evil",
            "//evil",
            "$1\\",
            "é😀",
            "a b+c"),
        Arbitraries.strings().withChars("./\\%{}\"'&=?#@:+ \r\n\t$aé2e").ofMaxLength(12),
        Arbitraries.strings().all().ofMaxLength(20).filter(each -> utf8(each).equals(each)));
  }

  private static HttpAction action(int which) {
    try {
      Manifest manifest =
          ManifestFile.read(new ByteArrayInputStream(FILE.getBytes(StandardCharsets.UTF_8)));
      return new HttpAction(manifest, manifest.actions().get(which));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static String utf8(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
