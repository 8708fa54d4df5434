package dev.castellan.web.gate;

import io.quarkus.arc.DefaultBean;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;

/** The header and nothing else. */
@DefaultBean
@ApplicationScoped
class HeaderCredentials implements Credentials {

  @Override
  public Future<String> of(HttpServerRequest request) {
    return Future.succeededFuture(request.getHeader(HttpHeaders.AUTHORIZATION));
  }
}
