package dev.castellan.contracts.routes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathNormalizerTest {

  @ParameterizedTest
  @CsvSource({
    "/smartobjects, /smartobjects",
    "/, /",
    "'', /",
    "//, /",
    "/smartobjects/, /smartobjects",
    "//smartobjects///1//, /smartobjects/1",
    "/./smartobjects/./1/., /smartobjects/1",
    "/widgets/../users, /users",
    "/widgets/1/contents/../../2, /widgets/2",
    "/../../users, /users",
    "/..., /...",
    "/users., /users.",
    "/.well-known/openid-configuration, /.well-known/openid-configuration"
  })
  void shouldSettleSlashesAndDotSegments(String raw, String settled) {
    assertThat(PathNormalizer.normalize(raw)).contains(settled);
  }

  @ParameterizedTest
  @CsvSource({
    "/%75sers, /users",
    "/%55sers, /Users",
    "/widgets/%2e%2e/users, /users",
    "/widgets/%2E%2e/users, /users",
    "/widgets/.%2e/users, /users",
    "/widgets%2F1, /widgets/1",
    "/widgets%2f%2f1, /widgets/1",
    "/widgets/1%2f..%2F..%2fusers, /users",
    "/modules/a%20b, /modules/a%20b",
    "/modules/a b, /modules/a%20b",
    "/modules/a%3fb%23c, /modules/a%3Fb%23c",
    "/modules/100%25, /modules/100%25",
    "/modules/a%2bb+c, /modules/a+b+c",
    "/modules/%c3%a9t%C3%A9, /modules/%C3%A9t%C3%A9",
    "/modules/%F0%9F%92%A1, /modules/%F0%9F%92%A1",
    "/modules/[x]{y}|z, /modules/%5Bx%5D%7By%7D%7Cz"
  })
  void shouldDecodeOnceAndEncodeInOneWay(String raw, String settled) {
    assertThat(PathNormalizer.normalize(raw)).contains(settled);
  }

  /** Characters that only look like a slash or a dot separate nothing. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/widgets/%EF%BC%8E%EF%BC%8E/users", // fullwidth full stops
        "/widgets%EF%BC%8Fusers", // fullwidth solidus
        "/widgets%E2%88%95users", // division slash
        "/widgets%E2%80%A4%E2%80%A4/users" // one dot leaders
      })
  void shouldLeaveLookalikesAsData(String raw) {
    assertThat(PathNormalizer.normalize(raw)).contains(raw);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a%", "/a%2", "/a%zz", "/a%2g", "/a%-1", "/a% 1", "/%u0061", "/%%61"})
  void shouldRefuseBrokenPercentEncoding(String raw) {
    assertThat(PathNormalizer.normalize(raw)).isEmpty();
  }

  /** Java counts these as hexadecimal digits; no other reader of a URL does. */
  @ParameterizedTest
  @ValueSource(strings = {"/%\uFF12\uFF45", "/%\u0662\u0665", "/%2\uFF45"})
  void shouldRefuseDigitsOfOtherScriptsInPercentEncoding(String raw) {
    assertThat(PathNormalizer.normalize(raw)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/%c0%ae%c0%ae/users",
        "/widgets%c0%afusers",
        "/%e0%80%ae",
        "/%f0%80%80%af",
        "/%c0%80",
        "/%ff",
        "/%80",
        "/%c3",
        "/%ed%a0%80",
        "/%f4%90%80%80"
      })
  void shouldRefuseOverlongAndMalformedUtf8(String raw) {
    assertThat(PathNormalizer.normalize(raw)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/users%00",
        "/users\u0000.json",
        "/a%0d%0aX",
        "/a\r\nX",
        "/a%09",
        "/a%7f",
        "/a\u007f",
        "/a%c2%85b",
        "/a%c2%9f"
      })
  void shouldRefuseControlCharacters(String raw) {
    assertThat(PathNormalizer.normalize(raw)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/widgets\\..\\users", "\\users", "/widgets%5c..%5Cusers"})
  void shouldRefuseBackslashes(String raw) {
    assertThat(PathNormalizer.normalize(raw)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/users;",
        "/users;a=b",
        "/users;.json",
        "/;/users",
        "/;a=b/users",
        "/widgets/..;/users",
        "/widgets/..%3b/users",
        "/users%3Bx",
        "/widgets;x=1/1;y=2"
      })
  void shouldRefuseMatrixParametersRawAndEncoded(String raw) {
    assertThat(PathNormalizer.normalize(raw)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/%2575sers", "/a/%252e%252e/users", "/a%252Fusers", "/a%25%32%65", "/a%2525252e"})
  void shouldRefuseDoubleEncoding(String raw) {
    assertThat(PathNormalizer.normalize(raw)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "users",
        "*",
        "http://host/users",
        "%2fusers",
        "?",
        "/users?x=1",
        "/users#x",
        "/us\u00e9",
        "/\uFF0E\uFF0E/users",
        "/\ud800"
      })
  void shouldRefuseWhatIsNotAnEncodedPath(String raw) {
    assertThat(PathNormalizer.normalize(raw)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/users, true",
    "/, true",
    "/.well-known/x, true",
    "/a%20b, true",
    "'', false",
    "/users/, false",
    "/%75sers, false",
    "/a%c3%a9, false",
    "/a/../users, false",
    "users, false",
    "/users;x, false"
  })
  void shouldTellWhetherAPathIsSettledAlready(String path, boolean settled) {
    assertThat(PathNormalizer.isNormal(path)).isEqualTo(settled);
  }
}
