package dev.castellan.widget;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.json.UTF8JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.io.IOException;

/**
 * Writes a view once, however often the very same one is answered: most reads of a list of widgets
 * find nothing changed.
 */
@Singleton
class WidgetJson implements ObjectMapperCustomizer {

  /** Characters that are kept. */
  private static final long CACHE_WEIGHT = 16L * 1024 * 1024;

  @Override
  public void customize(ObjectMapper mapper) {
    mapper.registerModule(
        new SimpleModule("widgets").addSerializer(new Remembering(mapper.copy())));
  }

  /** The views themselves must be as they are written by this. */
  @Override
  public int priority() {
    return MINIMUM_PRIORITY;
  }

  private static final class Remembering extends StdSerializer<WidgetView> {

    private static final long serialVersionUID = 1L;

    private final transient ObjectMapper plain;

    /** Weak keys are compared by identity. */
    private final transient Cache<WidgetView, SerializedString> written =
        Caffeine.newBuilder()
            .weakKeys()
            .maximumWeight(CACHE_WEIGHT)
            .weigher((WidgetView view, SerializedString json) -> json.charLength())
            .build();

    Remembering(ObjectMapper plain) {
      super(WidgetView.class);
      this.plain = plain;
    }

    @Override
    public void serialize(WidgetView view, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      if (!(out instanceof UTF8JsonGenerator)) {
        // Made into a tree, which must have its members.
        plain.writeValue(out, view);
        return;
      }
      SerializedString json = written.getIfPresent(view);
      if (json == null) {
        json = new SerializedString(plain.writeValueAsString(view));
        written.put(view, json);
      }
      out.writeRawValue(json);
    }
  }
}
