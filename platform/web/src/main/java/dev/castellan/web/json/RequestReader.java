package dev.castellan.web.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.FieldError;
import dev.castellan.web.failure.ServiceException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.Validator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a JSON body into a request record and validates it, collecting every broken field before it
 * answers.
 *
 * <p>An empty body counts as an empty object; members that the record does not have are ignored.
 */
@ApplicationScoped
public class RequestReader {

  private static final String PROBLEMS = RequestReader.class.getName();

  private final ObjectMapper mapper;
  private final ObjectReader reader;
  private final Validator validator;

  RequestReader(ObjectMapper mapper, Validator validator) {
    this.mapper = mapper;
    this.validator = validator;
    this.reader =
        mapper
            .reader()
            .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .withHandler(new Collector());
  }

  /**
   * @throws ServiceException 400 when the body is no JSON, 422 listing every broken field
   */
  public <T> T read(byte[] body, Class<T> type) {
    List<FieldError> problems = new ArrayList<>();
    T request;
    try {
      request =
          reader
              .forType(type)
              .withAttribute(PROBLEMS, problems)
              .readValue(isBlank(body) ? "{}".getBytes() : body);
    } catch (JacksonException e) {
      throw notReadable(body, e, problems);
    } catch (IOException e) {
      throw new ServiceException(ErrorCode.MALFORMED_JSON);
    }
    if (request == null) {
      throw ServiceException.invalid("", "must be an object");
    }
    validator.validate(request).stream()
        .map(each -> new FieldError(each.getPropertyPath().toString(), each.getMessage()))
        .filter(each -> problems.stream().noneMatch(known -> known.field().equals(each.field())))
        .sorted((one, other) -> one.field().compareTo(other.field()))
        .forEach(problems::add);
    if (!problems.isEmpty()) {
      throw ServiceException.invalid(problems);
    }
    return request;
  }

  /**
   * Jackson calls both "not JSON" and "not this shape" an error; the first is a 400, the second a
   * 422.
   */
  private ServiceException notReadable(byte[] body, JacksonException e, List<FieldError> known) {
    try {
      mapper.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).readTree(body);
    } catch (IOException malformed) {
      String where =
          e.getLocation() == null
              ? ""
              : " at line "
                  + e.getLocation().getLineNr()
                  + ", column "
                  + e.getLocation().getColumnNr();
      return new ServiceException(
          ErrorCode.MALFORMED_JSON, ErrorCode.MALFORMED_JSON.title() + where);
    }
    List<FieldError> errors = new ArrayList<>(known);
    errors.add(new FieldError("", "does not have the documented shape"));
    return ServiceException.invalid(errors);
  }

  private static boolean isBlank(byte[] body) {
    for (byte each : body) {
      if (each != ' ' && each != '\t' && each != '\r' && each != '\n') {
        return false;
      }
    }
    return true;
  }

  /** Notes what is wrong and reads on, so that one answer can name every broken field. */
  private static final class Collector extends DeserializationProblemHandler {

    @Override
    public Object handleWeirdStringValue(
        DeserializationContext context, Class<?> target, String value, String message) {
      return note(context, kindOf(target));
    }

    @Override
    public Object handleWeirdNumberValue(
        DeserializationContext context, Class<?> target, Number value, String message) {
      return note(context, kindOf(target));
    }

    @Override
    public Object handleUnexpectedToken(
        DeserializationContext context,
        JavaType target,
        JsonToken token,
        JsonParser parser,
        String message)
        throws IOException {
      Object nothing = note(context, kindOf(target.getRawClass()));
      parser.skipChildren();
      return nothing;
    }

    @Override
    public Object handleInstantiationProblem(
        DeserializationContext context, Class<?> target, Object argument, Throwable problem) {
      return note(context, String.valueOf(problem.getMessage()));
    }

    private static Object note(DeserializationContext context, String message) {
      @SuppressWarnings("unchecked")
      List<FieldError> problems = (List<FieldError>) context.getAttribute(PROBLEMS);
      String pointer = context.getParser().getParsingContext().pathAsPointer().toString();
      problems.add(new FieldError(fieldOf(pointer), message));
      return null;
    }

    /**
     * {@code /settings/0/reference} as {@code settings[0].reference}, the way validation names
     * fields.
     */
    private static String fieldOf(String pointer) {
      return pointer.replaceAll("/(\\d+)", "[$1]").replace('/', '.').replaceFirst("^\\.", "");
    }

    private static String kindOf(Class<?> target) {
      if (target == Boolean.class) {
        return "must be true or false";
      }
      if (Number.class.isAssignableFrom(target)) {
        return "must be a number";
      }
      if (target == String.class) {
        return "must be a text";
      }
      if (Iterable.class.isAssignableFrom(target)) {
        return "must be an array";
      }
      return target.isEnum() ? "is not one of the known values" : "must be an object";
    }
  }
}
