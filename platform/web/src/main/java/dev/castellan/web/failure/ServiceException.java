package dev.castellan.web.failure;

import java.util.List;
import java.util.Map;

/** A named failure on its way to the client; services throw it and never build an error body. */
public class ServiceException extends RuntimeException {

  /** Header of a 5xx that is a result for the caller and no failure of the service. */
  public static final String OUTCOME = "X-Castellan-Outcome";

  /** What {@link #OUTCOME} then says. */
  public static final String BUSINESS = "business";

  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final transient Object data;
  private final transient Map<String, String> headers;

  public ServiceException(ErrorCode code) {
    this(code, code.title());
  }

  public ServiceException(ErrorCode code, String message) {
    this(code, message, null);
  }

  public ServiceException(ErrorCode code, String message, Object data) {
    this(code, message, data, Map.of());
  }

  /**
   * @param message for people; never SQL, class names, host names or secrets
   * @param data goes into the body as it is; null for none
   * @param headers response headers that belong to this failure, such as {@code Retry-After}
   */
  public ServiceException(
      ErrorCode code, String message, Object data, Map<String, String> headers) {
    super(message, null, false, false);
    this.code = code;
    this.data = data;
    this.headers = Map.copyOf(headers);
  }

  /** The 422 that lists every broken field. */
  public static ServiceException invalid(List<FieldError> errors) {
    String message =
        errors.size() == 1
            ? (errors.get(0).field() + " " + errors.get(0).message()).strip()
            : errors.size() + " fields are invalid";
    return new ServiceException(ErrorCode.INVALID, message, errors);
  }

  /** The 422 for a single field. */
  public static ServiceException invalid(String field, String message) {
    return invalid(List.of(new FieldError(field, message)));
  }

  /**
   * The 400 for a query parameter.
   *
   * @param message reads on from the name: {@code limit must be …}
   */
  public static ServiceException badParameter(String parameter, String message) {
    return new ServiceException(ErrorCode.BAD_PARAMETER, parameter + " " + message);
  }

  public ErrorCode code() {
    return code;
  }

  public Object data() {
    return data;
  }

  public Map<String, String> headers() {
    return headers;
  }
}
