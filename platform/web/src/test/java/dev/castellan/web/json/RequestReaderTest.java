package dev.castellan.web.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.FieldError;
import dev.castellan.web.failure.ServiceException;
import jakarta.validation.Valid;
import jakarta.validation.Validation;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestReaderTest {

  record Child(@NotBlank String name, Integer size) {}

  record Body(
      @NotBlank String name,
      Boolean flag,
      Long number,
      @NotNull ObjectRef target,
      NamedValues values,
      List<@Valid Child> children) {}

  private final RequestReader reader = new RequestReader(mapper(), validator());

  @ParameterizedTest
  @CsvSource({
    "true, true",
    "'\"1\"', true",
    "1, true",
    "0, false",
    "'\"0\"', false",
    "'\"false\"', false"
  })
  void shouldReadBooleansInEverySpelling(String written, boolean meant) {
    assertThat(read("{\"name\":\"a\",\"target\":1,\"flag\":" + written + "}").flag())
        .isEqualTo(meant);
  }

  @Test
  void shouldReadPointersInEverySpelling() {
    assertThat(target("7")).isEqualTo(new ObjectRef(7L, null, null));
    assertThat(target("\"7\"")).isEqualTo(new ObjectRef(null, "7", null));
    assertThat(target("\"7\"").nameAsId()).isEqualTo(7L);
    assertThat(target("\"lamp\"").nameAsId()).isNull();
    assertThat(target("{\"id\":7,\"name\":\"lamp\"}")).isEqualTo(new ObjectRef(7L, null, null));
    assertThat(target("{\"id\":7,\"type\":\"module\"}").type()).isEqualTo("module");
    assertThat(target("{\"reference\":\"lamp\"}").name()).isEqualTo("lamp");
  }

  @Test
  void shouldReadNamedValuesInBothForms() {
    Map<String, Object> expected = Map.of("a", 1, "b", "two");
    assertThat(values("{\"a\":1,\"b\":\"two\"}")).isEqualTo(expected);
    assertThat(
            values("[{\"reference\":\"a\",\"value\":1},{\"reference\":\"b\",\"value\":\"two\"}]"))
        .isEqualTo(expected);
  }

  @Test
  void shouldTakeNumbersSentAsTextAndIgnoreUnknownMembers() {
    Body body = read("{\"name\":\"a\",\"target\":1,\"number\":\"12\",\"surplus\":[{}]}");
    assertThat(body.number()).isEqualTo(12L);
  }

  @Test
  void shouldNameEveryBrokenFieldInOneAnswer() {
    String body =
        """
        {"name": "", "flag": "perhaps", "number": "many", "target": [], "values": 5,
         "children": [{"name": "ok", "size": 1}, {"name": "", "size": "big"}]}
        """;
    assertThat(fields(body))
        .containsExactlyInAnyOrder(
            "name", "flag", "number", "target", "values", "children[1].size", "children[1].name");
  }

  @Test
  void shouldCountAnEmptyBodyAsAnEmptyObject() {
    assertThat(fields(" ")).containsExactlyInAnyOrder("name", "target");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "7", "\"text\"", "null"})
  void shouldRefuseABodyThatIsNoObjectAsInvalid(String body) {
    assertThat(failure(body).code()).isEqualTo(ErrorCode.INVALID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{", "{\"name\"", "{} {}", "{\"name\":\"a\",}", "\u0001", "{\"name\":nul}"})
  void shouldRefuseWhatIsNoJsonAsMalformed(String body) {
    assertThat(failure(body).code()).isEqualTo(ErrorCode.MALFORMED_JSON);
  }

  @Test
  void shouldRefuseNestingWithoutEndAsMalformed() {
    String deep = "{\"target\":" + "[".repeat(100_000);
    assertThat(failure(deep).code().status()).isIn(400, 422);
  }

  private ObjectRef target(String json) {
    return read("{\"name\":\"a\",\"target\":" + json + "}").target();
  }

  private Map<String, Object> values(String json) {
    return read("{\"name\":\"a\",\"target\":1,\"values\":" + json + "}").values().values();
  }

  private Body read(String json) {
    return reader.read(json.getBytes(), Body.class);
  }

  private ServiceException failure(String json) {
    return catchThrowableOfType(ServiceException.class, () -> read(json));
  }

  private List<String> fields(String json) {
    Object[] errors = ((List<?>) failure(json).data()).toArray();
    return Arrays.stream(errors).map(each -> ((FieldError) each).field()).toList();
  }

  private static ObjectMapper mapper() {
    ObjectMapper mapper = new ObjectMapper();
    new JsonSetup().customize(mapper);
    return mapper;
  }

  private static jakarta.validation.Validator validator() {
    return Validation.byDefaultProvider()
        .configure()
        .messageInterpolator(new ParameterMessageInterpolator())
        .buildValidatorFactory()
        .getValidator();
  }
}
