package dev.castellan.element.document;

import dev.castellan.element.structure.Language;
import dev.castellan.element.structure.StructureCatalogue;
import dev.castellan.web.security.CurrentCaller;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.enterprise.context.ApplicationScoped;

/** Who sent the request that is being answered. */
@ApplicationScoped
public class Viewers {

  private final CurrentCaller caller;
  private final CurrentVertxRequest request;
  private final StructureCatalogue catalogue;

  Viewers(CurrentCaller caller, CurrentVertxRequest request, StructureCatalogue catalogue) {
    this.caller = caller;
    this.request = request;
    this.catalogue = catalogue;
  }

  /** With the structures as they are at this moment. */
  public Viewer current() {
    return new Viewer(caller.get(), language(), catalogue.current());
  }

  /** With the structures as last known, for what compares their stamp itself. */
  Viewer hasty() {
    return new Viewer(caller.get(), language(), catalogue.known());
  }

  private Language language() {
    return Language.of(request.getCurrent().request().getHeader("Accept-Language"));
  }
}
