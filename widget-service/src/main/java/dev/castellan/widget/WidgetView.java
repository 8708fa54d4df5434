package dev.castellan.widget;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.castellan.web.etag.Lasting;
import java.time.Instant;
import java.util.List;

/**
 * A widget as clients read it.
 *
 * @param errors what is missing in its contents, for this viewer; left out where nothing is
 *     evaluated
 * @param version grows with each edit; values do not count
 * @param warnings what the caller should know about the change he has just made; left out otherwise
 */
record WidgetView(
    long id,
    String reference,
    String icon,
    List<SourceView> sources,
    List<ContentView> contents,
    @JsonInclude(JsonInclude.Include.NON_NULL) List<Omission> errors,
    Instant createdAt,
    Instant updatedAt,
    long version,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Warning> warnings)
    implements Lasting {

  WidgetView with(List<Warning> given) {
    return new WidgetView(
        id, reference, icon, sources, contents, errors, createdAt, updatedAt, version, given);
  }

  /** Characters that its contents take. */
  long length() {
    return contents.stream().mapToLong(each -> each.content().length()).sum();
  }
}
