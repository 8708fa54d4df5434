package dev.castellan.gateway.identity;

import dev.castellan.web.failure.ServiceException;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** Reads the form of the token endpoint and answers in its terms (RFC 6749). */
final class OAuthForm {

  private final MultivaluedMap<String, String> parameters;

  OAuthForm(MultivaluedMap<String, String> parameters) {
    this.parameters = parameters;
  }

  /** A request that cannot be answered with tokens; has its own body, unlike the envelopes. */
  static final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String error;

    Refusal(String error, String description) {
      super(description, null, false, false);
      this.error = error;
    }

    Response answer() {
      return failure(Response.Status.BAD_REQUEST.getStatusCode(), error, getMessage()).build();
    }
  }

  /**
   * @throws Refusal {@code invalid_request} when the parameter is absent, empty or repeated
   */
  String required(String name) {
    List<String> values = parameters == null ? null : parameters.get(name);
    if (values == null || values.isEmpty() || values.get(0).isEmpty()) {
      throw new Refusal("invalid_request", name + " is missing");
    }
    if (values.size() > 1) {
      throw new Refusal("invalid_request", name + " is repeated");
    }
    return values.get(0);
  }

  /** A failure of the suite in the terms of OAuth. */
  static Response answer(ServiceException failure) {
    Response.ResponseBuilder response =
        switch (failure.code()) {
          case LOGIN_INVALID, TOKEN_INVALID, TOKEN_EXPIRED ->
              failure(400, "invalid_grant", failure.getMessage());
          case PASSWORD_LOGIN_OFF -> failure(400, "unauthorized_client", failure.getMessage());
          case TOO_MANY_REQUESTS, UNAVAILABLE ->
              failure(failure.code().status(), "temporarily_unavailable", failure.getMessage());
          default -> throw failure;
        };
    failure.headers().entrySet().stream()
        .filter(header -> header.getKey().equals("Retry-After"))
        .forEach(header -> response.header(header.getKey(), header.getValue()));
    return response.build();
  }

  private static Response.ResponseBuilder failure(int status, String error, String description) {
    return Response.status(status)
        .header("Cache-Control", "no-store")
        .entity(new OAuthFailure(error, description));
  }
}
