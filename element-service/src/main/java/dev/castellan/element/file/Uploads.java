package dev.castellan.element.file;

import dev.castellan.contracts.Caller;
import dev.castellan.messaging.jdbc.Jdbc;
import dev.castellan.messaging.retention.Expiring;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.apache.tika.Tika;

/** Takes files in; one that no element takes within a day is deleted. */
@ApplicationScoped
public class Uploads {

  private static final int LONGEST_NAME = 200;

  /** What is said of bytes that are like no known kind, or like any text. */
  private static final Set<String> SAYING_NOTHING =
      Set.of(MediaType.APPLICATION_OCTET_STREAM, MediaType.TEXT_PLAIN);

  /** What is scaled, and so has to be what it says. */
  private static final Set<String> PICTURES = Set.of("image/png", "image/jpeg", "image/gif");

  private final FileStore files;
  private final Jdbc jdbc;
  private final Limits limits;
  private final Tika tika = new Tika();

  Uploads(FileStore files, Jdbc jdbc, Limits limits) {
    this.files = files;
    this.jdbc = jdbc;
    this.limits = limits;
  }

  /** How much one file may be, and how long it may wait. */
  @ConfigMapping(prefix = "castellan.element.file")
  interface Limits {

    /** Largest file. */
    @WithDefault("50M")
    MemorySize largest();

    /** How long a file is kept that no element has taken. */
    @WithDefault("24H")
    Duration keepUnused();
  }

  /**
   * Keeps a file for who sent it.
   *
   * @param name as the sender calls it; only its last part counts
   * @throws ServiceException 413 when it is too large
   */
  public StoredFile receive(Path content, String name, Caller caller) {
    try {
      long size = Files.size(content);
      if (size > limits.largest().asLongValue()) {
        throw new ServiceException(ErrorCode.PAYLOAD_TOO_LARGE);
      }
      String safe = safe(name);
      StoredFile file =
          new StoredFile(
              nextId(),
              caller.userId(),
              safe,
              mime(content, safe),
              size,
              Instant.now(),
              null,
              null);
      QuarkusTransaction.joiningExisting().run(() -> insert(file, content));
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void insert(StoredFile file, Path content) {
    try (InputStream in = Files.newInputStream(content)) {
      files.insert(file, in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of the bytes; the name only tells kinds apart that begin with the same ones. */
  private String mime(Path content, String name) throws IOException {
    try (InputStream in = Files.newInputStream(content)) {
      String plain = tika.detect(in);
      if (SAYING_NOTHING.contains(plain)) {
        return plain;
      }
    }
    try (InputStream in = Files.newInputStream(content)) {
      String mime = tika.detect(in, name);
      return PICTURES.contains(mime) && !isPicture(content)
          ? MediaType.APPLICATION_OCTET_STREAM
          : mime;
    }
  }

  /** A beginning is easily forged; that it has a size says more. */
  private static boolean isPicture(Path content) {
    try (ImageInputStream in = ImageIO.createImageInputStream(content.toFile())) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        return false;
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        return reader.getWidth(0) > 0 && reader.getHeight(0) > 0;
      } finally {
        reader.dispose();
      }
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  private long nextId() {
    return jdbc.run(
        "select nextval('ids')",
        select -> Jdbc.rows(select, row -> row.getLong(1)).iterator().next());
  }

  /** The last part of a path, without what would break a reference or a header. */
  private static String safe(String name) {
    String last = name == null ? "" : name.substring(lastSeparator(name) + 1);
    String kept = last.replaceAll("[\\p{Cntrl}|\"\\\\;%]", "_").strip();
    String wellFormed = new String(kept.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    String named = wellFormed.isEmpty() || wellFormed.matches("\\.+") ? "file" : wellFormed;
    return named.length() > LONGEST_NAME ? named.substring(named.length() - LONGEST_NAME) : named;
  }

  private static int lastSeparator(String name) {
    return Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\'));
  }

  @Produces
  @Singleton
  static Expiring unused(Limits limits) {
    return new Expiring("file", "unused_at", limits.keepUnused());
  }
}
