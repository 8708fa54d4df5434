package dev.castellan.contracts.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a client writes, gateway, grant check and resource see one path. */
class PathPropertiesTest {

  private static final RouteTable TABLE = RouteTable.load();
  private static final List<String> METHODS =
      List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  /** A variable that happens to hold a literal's name is another path. */
  private static final List<String> LITERALS =
      TABLE.routes().stream()
          .flatMap(row -> Stream.of(row.template().split("/")))
          .distinct()
          .toList();

  /** Every trick we know, in pieces. */
  private static final List<String> PIECES =
      List.of(
          "/",
          "//",
          ".",
          "..",
          "/./",
          "/../",
          "...",
          "%2e",
          "%2E",
          ".%2e",
          "%252e",
          "%25",
          "%2f",
          "%2F",
          "%252f",
          "\\",
          "%5c",
          "%5C",
          ";",
          ";x=1",
          "..;/",
          "%3b",
          "%00",
          "\u0000",
          "%0d%0a",
          "%7f",
          "%c2%85",
          "%c0%ae",
          "%e0%80%af",
          "%c3%a9",
          "\u00e9",
          "\uff0e",
          "%ef%bc%8f",
          "%",
          "%2",
          "%zz",
          "%\uff12\uff45",
          "\ud800",
          " ",
          "+",
          "?",
          "#",
          "*",
          ":",
          "~",
          "%41",
          "%75",
          "smartobjects",
          "users",
          "%75sers",
          "USERS",
          "widgets",
          "objecttype",
          "object",
          "process",
          "profiles",
          "api",
          "v2",
          "smart-elements",
          "auth",
          "me",
          "1",
          ":idUser");

  @Property(tries = 5000)
  void shouldSettleASettledPathToItself(@ForAll("paths") String path) {
    PathNormalizer.normalize(path)
        .ifPresent(settled -> assertThat(PathNormalizer.normalize(settled)).contains(settled));
  }

  @Property(tries = 5000)
  void shouldLeaveNothingThatReadersDisagreeOn(@ForAll("paths") String path) {
    PathNormalizer.normalize(path)
        .ifPresent(
            settled -> {
              assertThat(settled).startsWith("/");
              assertThat(settled).doesNotContain("//", "/./", "/../", "\\", ";", "?", "#");
              assertThat(settled.toLowerCase(Locale.ROOT))
                  .doesNotContain("%2f", "%2e", "%5c", "%3b", "%00");
              assertThat((settled + "/").split("/")).doesNotContain(".", "..");
              assertThat(settled).matches("/|(/([!-~&&[^/%]]|%[0-9A-F]{2})+)+");
            });
  }

  /** Another reader of URLs, which resolves dot segments by itself, finds nothing left to do. */
  @Property(tries = 5000)
  void shouldAgreeWithJavaNetUri(@ForAll("paths") String path) {
    PathNormalizer.normalize(path)
        .ifPresent(
            settled -> {
              URI uri = URI.create("http://host" + settled).normalize();
              assertThat(uri.getRawPath()).isEqualTo(settled);
              assertThat(uri.getPath().chars()).noneMatch(Character::isISOControl);
            });
  }

  /** A reader that decodes a second time, as some frameworks do, still finds the same segments. */
  @Property(tries = 5000)
  void shouldStandASecondDecoding(@ForAll("paths") String path) {
    PathNormalizer.normalize(path)
        .map(settled -> URI.create("http://host" + settled).getPath())
        .ifPresent(decoded -> assertThat(decoded).doesNotContainPattern("%\\p{XDigit}{2}"));
  }

  @Property
  void shouldSettleEverySpellingOfAPathTheSame(
      @ForAll("settledPaths") String path, @ForAll long seed) {
    assertThat(PathNormalizer.normalize(encodeSome(path, new Random(seed)))).contains(path);
  }

  @Property(tries = 5000)
  void shouldMatchNothingElseThanTheSettledPathMatches(
      @ForAll("paths") String path, @ForAll("methods") String method) {
    if (TABLE.match(method, path) instanceof RouteMatch.Found found) {
      assertThat(PathNormalizer.normalize(path).map(settled -> TABLE.match(method, settled)))
          .contains(found);
    }
  }

  @Property(tries = 5000)
  void shouldMatchNoRouteUntilThePathIsSettled(
      @ForAll("paths") String path, @ForAll("methods") String method) {
    Assume.that(!PathNormalizer.isNormal(path));
    assertThat(TABLE.match(method, path)).isInstanceOf(RouteMatch.NotFound.class);
  }

  @Property
  void shouldFindTheRowOfEverySettledPath(@ForAll("rows") Route row, @ForAll("ids") String id) {
    String path = filled(row, id);
    assertThat(TABLE.match(row.method(), path)).isEqualTo(new RouteMatch.Found(row));
  }

  @Property
  void shouldNeverThrow(@ForAll String method, @ForAll String path) {
    assertThatCode(
            () -> {
              TABLE.match(method, path);
              TABLE.match(method, "/" + path);
              PathNormalizer.normalize("/" + path).ifPresent(p -> TABLE.match(method, p));
            })
        .doesNotThrowAnyException();
  }

  @Provide
  Arbitrary<String> paths() {
    Arbitrary<String> tricks =
        Arbitraries.of(PIECES).list().ofMaxSize(8).map(pieces -> String.join("", pieces));
    Arbitrary<String> spoiltRoutes =
        Combinators.combine(
                settledPaths(), Arbitraries.of(PIECES), Arbitraries.integers().between(0, 100))
            .as(
                (path, piece, where) -> {
                  int at = path.length() * where / 100;
                  return path.substring(0, at) + piece + path.substring(at);
                });
    return Arbitraries.oneOf(
        tricks,
        tricks.map(path -> "/" + path),
        spoiltRoutes,
        settledPaths(),
        Arbitraries.strings());
  }

  @Provide
  Arbitrary<String> settledPaths() {
    return Combinators.combine(rows(), ids()).as(PathPropertiesTest::filled);
  }

  @Provide
  Arbitrary<Route> rows() {
    return Arbitraries.of(TABLE.routes());
  }

  @Provide
  Arbitrary<String> ids() {
    return Arbitraries.strings()
        .withCharRange('a', 'z')
        .numeric()
        .withChars("-._~!$&'()*+,=:@".toCharArray())
        .ofMinLength(1)
        .ofMaxLength(6)
        .filter(id -> !id.equals(".") && !id.equals("..") && !LITERALS.contains(id));
  }

  @Provide
  Arbitrary<String> methods() {
    return Arbitraries.of(METHODS);
  }

  private static String filled(Route row, String id) {
    return row.template().replaceAll(":\\w+", Matcher.quoteReplacement(id));
  }

  private static String encodeSome(String path, Random random) {
    var spelling = new StringBuilder("/");
    for (char c : path.substring(1).toCharArray()) {
      switch (random.nextInt(3)) {
        case 0 -> spelling.append(String.format("%%%02x", (int) c));
        case 1 -> spelling.append(String.format("%%%02X", (int) c));
        default -> spelling.append(c);
      }
    }
    return spelling.toString();
  }
}
