package dev.castellan.element.lineage;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Body that takes an element out of the trash. */
record TrashRequest(TrashedDocument document) {

  @Schema(name = "TrashedDocument")
  record TrashedDocument(TrashedProperties properties) {}

  /**
   * @param status {@code alive}
   */
  @Schema(name = "TrashedProperties")
  record TrashedProperties(String status) {}

  boolean restores() {
    return document != null
        && document.properties() != null
        && "alive".equals(document.properties().status());
  }
}
