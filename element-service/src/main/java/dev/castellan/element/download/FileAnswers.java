package dev.castellan.element.download;

import dev.castellan.element.file.FileStore;
import dev.castellan.element.file.StoredFile;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Answers that carry files and pictures. */
@ApplicationScoped
class FileAnswers {

  private static final Set<String> SHOWN_IN_PLACE =
      Set.of("image/png", "image/jpeg", "image/gif", "image/webp");

  private final FileStore files;

  FileAnswers(FileStore files) {
    this.files = files;
  }

  /** As it was sent, but never run by who opens it: neither guessed at nor allowed anything. */
  Response sent(StoredFile file) {
    String encoded = URLEncoder.encode(file.name(), StandardCharsets.UTF_8).replace("+", "%20");
    String place = SHOWN_IN_PLACE.contains(file.mime()) ? "inline" : "attachment";
    StreamingOutput content = out -> files.copy(file.id(), out);
    return guarded(Response.ok(content, file.mime()))
        .header(HttpHeaders.CONTENT_LENGTH, file.size())
        .header(HttpHeaders.CONTENT_DISPOSITION, place + "; filename*=UTF-8''" + encoded)
        .build();
  }

  static Response png(byte[] picture) {
    return guarded(Response.ok(picture, MediaType.valueOf("image/png"))).build();
  }

  private static Response.ResponseBuilder guarded(Response.ResponseBuilder response) {
    MultivaluedMap<String, Object> headers = new MultivaluedHashMap<>();
    headers.putSingle(HttpHeaders.CACHE_CONTROL, "private");
    headers.putSingle(HttpHeaders.VARY, "Authorization");
    guard(headers);
    headers.forEach((name, values) -> response.header(name, values.get(0)));
    return response;
  }

  /** Nobody guesses what it could be beside what it is said to be, or runs anything of it. */
  static void guard(MultivaluedMap<String, Object> headers) {
    headers.putSingle("X-Content-Type-Options", "nosniff");
    headers.putSingle("Content-Security-Policy", "default-src 'none'; sandbox");
  }
}
