package dev.castellan.widget;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.json.UTF8JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.castellan.web.etag.EntityTag;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Writes a view once, however often the very same one is answered: most reads of a list of widgets
 * find nothing changed.
 */
@Singleton
class WidgetJson implements ObjectMapperCustomizer {

  /** Bytes that are kept about, each text in two forms. */
  private static final long CACHE_WEIGHT = Runtime.getRuntime().maxMemory() / 16;

  private static final int CHARGE = 128;

  /** Weak keys are compared by identity. */
  private final Cache<WidgetView, Written> written =
      Caffeine.newBuilder()
          .weakKeys()
          .maximumWeight(CACHE_WEIGHT)
          .weigher((WidgetView view, Written its) -> 2 * its.json.charLength() + CHARGE)
          .build();

  private ObjectMapper plain;

  /** A view as it is written. */
  static final class Written {

    private final long version;
    private final SerializedString json;
    private volatile String tag;

    private Written(long version, SerializedString json) {
      this.version = version;
      this.json = json;
    }

    String text() {
      return json.getValue();
    }

    /** Differs whenever the text does. */
    String tag() {
      if (tag == null) {
        tag = EntityTag.of(version, text().getBytes(StandardCharsets.UTF_8)).opaque();
      }
      return tag;
    }
  }

  @Override
  public void customize(ObjectMapper mapper) {
    plain = mapper.copy();
    mapper.registerModule(new SimpleModule("widgets").addSerializer(new Remembering(this, plain)));
  }

  /** The views themselves must be as they are written by this. */
  @Override
  public int priority() {
    return MINIMUM_PRIORITY;
  }

  /** The view as it is written, made once. */
  Written of(WidgetView view) {
    Written known = written.getIfPresent(view);
    if (known == null) {
      known = new Written(view.version(), new SerializedString(text(view)));
      written.put(view, known);
    }
    return known;
  }

  /** Anything else as JSON. */
  String text(Object value) {
    try {
      return plain.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot be written as JSON", e);
    }
  }

  private static final class Remembering extends StdSerializer<WidgetView> {

    private static final long serialVersionUID = 1L;

    private final transient WidgetJson memory;
    private final transient ObjectMapper plain;

    private Remembering(WidgetJson memory, ObjectMapper plain) {
      super(WidgetView.class);
      this.memory = memory;
      this.plain = plain;
    }

    @Override
    public void serialize(WidgetView view, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      if (out instanceof UTF8JsonGenerator) {
        out.writeRawValue(memory.of(view).json);
      } else {
        // Made into a tree, which must have its members.
        plain.writeValue(out, view);
      }
    }
  }
}
