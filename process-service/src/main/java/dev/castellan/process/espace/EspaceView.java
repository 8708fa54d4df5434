package dev.castellan.process.espace;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.castellan.web.etag.Versioned;

/** An espace as clients read it. */
public record EspaceView(long id, String reference, String name, String description, String icon)
    implements Versioned {

  /** An espace is never edited, only added and removed. */
  @Override
  @JsonIgnore
  public long version() {
    return 1;
  }
}
