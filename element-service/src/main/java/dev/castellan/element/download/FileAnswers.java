package dev.castellan.element.download;

import dev.castellan.element.file.FileStore;
import dev.castellan.element.file.StoredFile;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
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
    return response
        .header(HttpHeaders.CACHE_CONTROL, "private")
        .header(HttpHeaders.VARY, "Authorization")
        .header("X-Content-Type-Options", "nosniff")
        .header("Content-Security-Policy", "default-src 'none'; sandbox");
  }
}
