package dev.castellan.gateway.docs;

import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Properties;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Swagger UI, where people read the API, log in and try it. */
@Path("docs")
@RunOnVirtualThread
@Tag(name = "docs")
class PageResource {

  /**
   * Nothing from elsewhere, nothing to elsewhere; the page writes styles, but no script, inline.
   */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
          + " img-src 'self' data:; font-src 'self' data:; connect-src 'self'; base-uri 'none';"
          + " form-action 'none'; frame-ancestors 'none'";

  private static final String HTML = "text/html;charset=utf-8";
  private static final String SCRIPT = "text/javascript;charset=utf-8";
  private static final String STYLE = "text/css;charset=utf-8";
  private static final String OURS = "castellan/docs/";

  private static final Map<String, String> ASSETS =
      Map.of(
          "start.js", SCRIPT,
          "swagger-ui-bundle.js", SCRIPT,
          "swagger-ui.css", STYLE,
          "favicon-32x32.png", "image/png");

  private final String library = "META-INF/resources/webjars/swagger-ui/" + version() + "/";

  @GET
  @Operation(summary = "A page to read the API and try it on")
  public Response page() {
    return answer(OURS + "index.html", HTML);
  }

  @GET
  @Path("{asset}")
  @Operation(hidden = true)
  public Response asset(@PathParam("asset") String asset) {
    String type = ASSETS.get(asset);
    if (type == null) {
      throw new ServiceException(ErrorCode.NOT_FOUND);
    }
    return answer((asset.equals("start.js") ? OURS : library) + asset, type);
  }

  private static Response answer(String resource, String type) {
    return Response.ok(read(resource), type)
        .header("Cache-Control", "public, max-age=600")
        .header("Content-Security-Policy", POLICY)
        .header("X-Content-Type-Options", "nosniff")
        .build();
  }

  /** The library says itself which version it is, so that it is written down once. */
  private static String version() {
    Properties properties = new Properties();
    try (InputStream in = open("META-INF/maven/org.webjars/swagger-ui/pom.properties")) {
      properties.load(in);
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new IllegalStateException("Swagger UI is not there", e);
    }
  }

  private static byte[] read(String resource) {
    try (InputStream in = open(resource)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException(resource + " cannot be read", e);
    }
  }

  private static InputStream open(String resource) throws IOException {
    InputStream in = Thread.currentThread().getContextClassLoader().getResourceAsStream(resource);
    if (in == null) {
      throw new IOException(resource + " is not there");
    }
    return in;
  }
}
