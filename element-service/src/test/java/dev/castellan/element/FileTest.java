package dev.castellan.element;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.contracts.routes.Envelope;
import dev.castellan.testing.Backends;
import dev.castellan.testing.FailureShape;
import dev.castellan.testing.TestTokens;
import dev.castellan.web.security.IdentityDirectory;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Backends.class)
class FileTest {

  private static final String UPLOAD = "/api/v2/temporaryFiles/";

  @Inject IdentityDirectory identities;

  private int id;
  private int readOnly;

  @BeforeEach
  void load() {
    Api.introduceClerk(identities);
    Api.empty();
    Api.structure(
        """
        {'name':'DOC','icon':'doc.png','fields':[
          {'id':'d_title','type':'text','title':true},
          {'id':'d_file','type':'file'},
          {'id':'d_image','type':'image'},
          {'id':'d_files','type':'file','multiple':true},
          {'id':'d_hidden','type':'file','access':{'guest':'None','clerk':'None'}}],
         'rights':{'guest':['view'],'clerk':['view','edit']}}
        """);
    id = Api.create("DOC", Map.of("d_title", "t"));
    Api.structure(
        "{'name':'STILL','fields':[{'id':'d_file','type':'file'}],'rights':{'clerk':['view']}}");
    readOnly = Api.create("STILL", Map.of());
  }

  @AfterAll
  static void clear() {
    Api.empty();
  }

  @Test
  void shouldKeepAFileOfSeveralPiecesByteByByte() {
    byte[] content = new byte[700_000];
    new Random(1).nextBytes(content);
    String reference = upload("report.bin", content);
    assertThat(put("d_file", reference).statusCode()).isEqualTo(200);

    Response shown = Api.guest().get(Api.ELEMENTS + id);
    String file = "data.document.attributes.d_file.";
    assertThat(shown.<String>path(file + "value")).isEqualTo(reference);
    assertThat(shown.<String>path(file + "displayValue")).isEqualTo("report.bin");
    assertThat(shown.<Integer>path(file + "size")).isEqualTo(700_000);
    Response fetched = Api.guest().get(shown.<String>path(file + "url"));
    assertThat(fetched.asByteArray()).isEqualTo(content);
    assertThat(fetched.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(fetched.header("Content-Disposition")).startsWith("attachment");
  }

  @Test
  void shouldTakeFilesAndValuesOfOneForm() {
    Response edited =
        TestTokens.asAdmin()
            .multiPart("D_TITLE", "from a form")
            .multiPart("d_files", "one.txt", "one".getBytes())
            .multiPart("d_files", "two.txt", "two".getBytes())
            .put(Api.ELEMENTS + id);

    assertThat(edited.statusCode()).as(edited.asString()).isEqualTo(200);
    assertThat(edited.<String>path("data.document.properties.title")).isEqualTo("from a form");
    String second = edited.path("data.document.attributes.d_files[1].url");
    assertThat(Api.guest().get(second).asString()).isEqualTo("two");
  }

  @Test
  void shouldTakeNoFilesOfWhoMayNotUseThem() {
    Response edited =
        TestTokens.with(TestTokens.of(7, "clerk", 77, "clerk").sign())
            .multiPart("d_file", "one.txt", "one".getBytes())
            .put(Api.ELEMENTS + readOnly);

    failure(edited, 403, "CRUD0201");
    failure(
        TestTokens.with(TestTokens.of(7, "clerk", 77, "clerk").sign())
            .multiPart("d_file", "one.txt", "one".getBytes())
            .post(Api.STRUCTURES + "STILL/smart-elements"),
        403,
        "API0204");
    assertThat(Api.texts("select id from file")).isEmpty();
  }

  @Test
  void shouldRefuseAFormOfMoreTextThanABodyMayHave() {
    String text = "x".repeat(900_000);
    var form = TestTokens.asAdmin();
    for (int i = 0; i < 5; i++) {
      form.multiPart("d_title", text);
    }

    failure(form.put(Api.ELEMENTS + id), 413, "payload-too-large");
  }

  @Test
  void shouldTellTheTypeByTheBytesNotByTheName() {
    Response sent =
        TestTokens.asAdmin()
            .multiPart(
                "file", "picture.png", "<html><script>x</script></html>".getBytes(), "image/png")
            .post(UPLOAD);

    assertThat(sent.statusCode()).isEqualTo(201);
    assertThat(sent.<String>path("data.file.mime")).isNotEqualTo("image/png");
    failure(put("d_image", sent.path("data.file.reference")), 500, "ROUTES0107");
  }

  @Test
  void shouldScaleImages() throws Exception {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(300, 200, BufferedImage.TYPE_INT_RGB), "png", png);
    put("d_image", upload("p.png", png.toByteArray()));

    String sizes = Api.ELEMENTS + id + "/images/d_image/-1/sizes/";
    BufferedImage cut = image(Api.guest().get(sizes + "24x24c"));
    assertThat(cut.getWidth()).isEqualTo(24);
    assertThat(cut.getHeight()).isEqualTo(24);
    BufferedImage whole = image(Api.guest().get(sizes + "60x60"));
    assertThat(whole.getWidth()).isEqualTo(60);
    assertThat(whole.getHeight()).isEqualTo(40);
    failure(Api.guest().get(sizes + "9999x1"), 400, "ROUTES0117");
    failure(
        Api.guest().get(Api.ELEMENTS + id + "/images/d_file/-1/sizes/24x24"), 404, "ROUTES0116");
  }

  @Test
  void shouldScaleAPictureThatWouldBeTooLargeInMemory() throws Exception {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(11_000, 2_000, BufferedImage.TYPE_BYTE_BINARY), "png", png);
    put("d_image", upload("wide.png", png.toByteArray()));
    String sizes = Api.ELEMENTS + id + "/images/d_image/-1/sizes/";

    assertThat(image(Api.guest().get(sizes + "1x2000s")).getHeight()).isEqualTo(2_000);
    png.reset();
    ImageIO.write(new BufferedImage(6_000, 6_000, BufferedImage.TYPE_BYTE_BINARY), "png", png);
    put("d_image", upload("huge.png", png.toByteArray()));
    failure(Api.guest().get(sizes + "24x24c"), 404, "ROUTES0201");
  }

  @Test
  void shouldNotTakeForAPictureWhatOnlyBeginsLikeOne() {
    String forged = upload("x.png", "\u0089PNG\r\n\u001a\n and nothing else".getBytes(ISO_8859_1));
    String named = upload("x.png", new byte[] {1, 2, 3});
    String drawn = upload("x.svg", "no drawing".getBytes());

    assertThat(forged).startsWith("application/octet-stream|");
    assertThat(named).startsWith("application/octet-stream|");
    assertThat(drawn).startsWith("text/plain|");
    failure(put("d_image", forged), 500, "ROUTES0107");
  }

  @Test
  void shouldShowAFileToItsSenderUntilAnElementTakesIt() throws Exception {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(30, 20, BufferedImage.TYPE_INT_RGB), "png", png);
    Response sent = TestTokens.asAdmin().multiPart("file", "p.png", png.toByteArray()).post(UPLOAD);
    String url = sent.path("data.file.downloadUrl");

    assertThat(sent.header("Location")).isEqualTo(url);
    assertThat(Api.admin().get(url).asByteArray()).isEqualTo(png.toByteArray());
    assertThat(image(Api.admin().get(sent.<String>path("data.file.thumbnailUrl"))).getWidth())
        .isEqualTo(24);
    assertThat(sent.<String>path("data.file.iconUrl")).isNotNull();
    failure(Api.guest().get(url), 404, "ROUTES0116");
    put("d_image", sent.path("data.file.reference"));
    failure(Api.admin().get(url), 404, "ROUTES0116");
  }

  @Test
  void shouldGiveNoAddressThatLeadsNowhereOrElsewhere() {
    put("d_file", upload("a.txt", "first".getBytes()));
    put("d_file", upload("a.txt", "second".getBytes()));
    assertThat(Api.guest().get(Api.ELEMENTS + id + "/history/").asString())
        .contains("a.txt")
        .doesNotContain("/files/");
    Api.admin().delete(Api.ELEMENTS + id);

    assertThat(
            Api.guest()
                .get("/api/v2/trash/" + id)
                .<String>path("data.document.attributes.d_file.url"))
        .isNull();
    assertThat(Api.guest().get("/api/v2/trash/" + id + ".xml").asString())
        .contains("a.txt")
        .doesNotContain("href");
  }

  @Test
  void shouldServeTheIconsThatPropertiesPointAt() throws Exception {
    String icon = Api.guest().get(Api.ELEMENTS + id).path("data.document.properties.icon");

    Response drawn = Api.guest().get(icon);
    assertThat(image(drawn).getWidth()).isEqualTo(24);
    assertThat(Api.guest().header("If-None-Match", drawn.header("ETag")).get(icon).statusCode())
        .isEqualTo(304);
    failure(Api.guest().get("/api/v2/images/assets/sizes/24x24c/none.png"), 404, "ROUTES0200");
  }

  @Test
  void shouldNotOpenAFileThroughItsNumber() {
    String hidden = upload("secret.txt", "secret".getBytes());
    put("d_hidden", hidden);
    String others = upload("mine.txt", "mine".getBytes());

    for (String reference : new String[] {hidden, others, "text/plain|999999|x"}) {
      failure(
          Api.clerk().body(Api.body(Map.of("d_file", reference))).put(Api.ELEMENTS + id),
          500,
          "ROUTES0107");
    }
    failure(put("d_file", hidden), 500, "ROUTES0107");
    String path = Api.ELEMENTS + id + "/files/d_hidden/-1/secret.txt";
    failure(Api.guest().get(path), 404, "ROUTES0116");
    assertThat(Api.admin().get(path).asString()).isEqualTo("secret");
  }

  @Test
  void shouldKeepTheFilesOfEarlierRevisions() {
    put("d_file", upload("a.txt", "first".getBytes()));
    Api.admin().body("").post(Api.ELEMENTS + id + "/revisions/");
    put("d_file", upload("a.txt", "second".getBytes()));

    String file = "/files/d_file/-1/a.txt";
    assertThat(Api.guest().get(Api.ELEMENTS + id + file).asString()).isEqualTo("second");
    assertThat(Api.guest().get(Api.ELEMENTS + id + "/revisions/0" + file).asString())
        .isEqualTo("first");
  }

  @Test
  void shouldNotSendAFileAgainToWhoHasIt() {
    put("d_file", upload("a.txt", "first".getBytes()));
    Api.admin().body("").post(Api.ELEMENTS + id + "/revisions/");
    String path = Api.ELEMENTS + id + "/files/d_file/-1/a.txt";
    Response first = Api.guest().get(path);
    String tag = first.header("ETag");

    assertThat(tag).matches("\"\\d+\\.[\\w-]{16}\"");
    assertThat(first.header("Cache-Control")).isEqualTo("private");
    assertThat(first.header("Vary")).isEqualTo("Authorization, Accept, Accept-Language");
    for (String same :
        new String[] {path, Api.ELEMENTS + id + "/revisions/0/files/d_file/-1/a.txt"}) {
      Response again = Api.guest().header("If-None-Match", tag).get(same);
      assertThat(again.statusCode()).as(same).isEqualTo(304);
      assertThat(again.asByteArray()).isEmpty();
      assertThat(again.header("ETag")).isEqualTo(tag);
      assertThat(again.header("Content-Security-Policy")).contains("sandbox");
    }
    Response head = Api.guest().head(path);
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.header("ETag")).isEqualTo(tag);
    assertThat(head.header("Content-Length")).isEqualTo("5");
    // No part of a file can be asked for, so the whole one is sent.
    assertThat(Api.guest().header("Range", "bytes=1-2").get(path).asString()).isEqualTo("first");
    put("d_file", upload("a.txt", "other".getBytes()));
    Response other = Api.guest().header("If-None-Match", tag).get(path);
    assertThat(other.asString()).isEqualTo("other");
    assertThat(other.header("ETag")).isNotEqualTo(tag);
  }

  @Test
  void shouldTagEachSizeOfAPicture() throws Exception {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(30, 20, BufferedImage.TYPE_INT_RGB), "png", png);
    Response sent = TestTokens.asAdmin().multiPart("file", "p.png", png.toByteArray()).post(UPLOAD);
    String thumbnail = sent.path("data.file.thumbnailUrl");
    String small = Api.admin().get(thumbnail).header("ETag");

    assertThat(Api.admin().header("If-None-Match", small).get(thumbnail).statusCode())
        .isEqualTo(304);
    assertThat(
            Api.admin()
                .header("If-None-Match", small)
                .get(sent.<String>path("data.file.downloadUrl"))
                .statusCode())
        .isEqualTo(200);
    put("d_image", sent.path("data.file.reference"));
    String sizes = Api.ELEMENTS + id + "/images/d_image/-1/sizes/";
    assertThat(Api.guest().header("If-None-Match", small).get(sizes + "24x24c").statusCode())
        .isEqualTo(304);
    assertThat(Api.guest().header("If-None-Match", small).get(sizes + "12x12c").statusCode())
        .isEqualTo(200);
  }

  @Test
  void shouldNotTellByATagThatAFileIsThere() {
    put("d_hidden", upload("secret.txt", "secret".getBytes()));
    String path = Api.ELEMENTS + id + "/files/d_hidden/-1/secret.txt";
    String tag = Api.admin().get(path).header("ETag");

    for (String known : new String[] {tag, "*"}) {
      failure(Api.guest().header("If-None-Match", known).get(path), 404, "ROUTES0116");
    }
  }

  @Test
  void shouldWantAFileAndNoKey() {
    failure(TestTokens.asAdmin().multiPart("text", "no file").post(UPLOAD), 400, "CRUD0302");
    failure(
        TestTokens.asAdmin()
            .header("Idempotency-Key", "k")
            .multiPart("file", "a.txt", "a".getBytes())
            .post(UPLOAD),
        400,
        "idempotency-key-not-taken");
  }

  private Response put(String field, String reference) {
    return Api.admin().body(Api.body(Map.of(field, reference))).put(Api.ELEMENTS + id);
  }

  private static String upload(String name, byte[] content) {
    return TestTokens.asAdmin()
        .multiPart("file", name, content)
        .post(UPLOAD)
        .path("data.file.reference");
  }

  private static BufferedImage image(Response response) throws Exception {
    assertThat(response.contentType()).isEqualTo("image/png");
    return ImageIO.read(new ByteArrayInputStream(response.asByteArray()));
  }

  private static void failure(Response response, int status, String code) {
    FailureShape.assertThatIt(response, Envelope.B, status, code);
  }
}
