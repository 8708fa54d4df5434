package dev.castellan.messaging.idempotency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import org.jboss.resteasy.reactive.RestResponse;

/** Runs a method, its key and its answer in one transaction; without a key it adds nothing. */
@Idempotent
@Interceptor
@Priority(Interceptor.Priority.LIBRARY_BEFORE)
class IdempotentInterceptor {

  /** As the framework writes it where a method only says that it produces JSON. */
  private static final String JSON = "application/json;charset=UTF-8";

  private final CurrentKey current;
  private final IdempotencyKeys keys;
  private final ObjectMapper mapper;

  IdempotentInterceptor(CurrentKey current, IdempotencyKeys keys, ObjectMapper mapper) {
    this.current = current;
    this.keys = keys;
    this.mapper = mapper;
  }

  @AroundInvoke
  Object around(InvocationContext invocation) throws Exception {
    IdempotencyKey key = current.get().orElse(null);
    if (key == null || invocation.getMethod().getAnnotation(Idempotent.class).byExecution()) {
      return invocation.proceed();
    }
    Object result =
        QuarkusTransaction.requiringNew()
            .call(
                () -> {
                  if (!keys.claim(key)) {
                    throw current.inFlight();
                  }
                  Object answer = invocation.proceed();
                  keys.answer(key, stored(answer));
                  return answer;
                });
    current.settled();
    return result;
  }

  private StoredAnswer stored(Object answer) throws JsonProcessingException {
    if (!(answer instanceof RestResponse<?> response)) {
      return new StoredAnswer(
          RestResponse.StatusCode.OK, null, JSON, mapper.writeValueAsBytes(answer));
    }
    MultivaluedMap<String, Object> headers = response.getHeaders();
    Object location = headers.getFirst(HttpHeaders.LOCATION);
    Object type = headers.getFirst(HttpHeaders.CONTENT_TYPE);
    return new StoredAnswer(
        response.getStatus(),
        location == null ? null : location.toString(),
        type == null ? JSON : type.toString(),
        mapper.writeValueAsBytes(response.getEntity()));
  }
}
