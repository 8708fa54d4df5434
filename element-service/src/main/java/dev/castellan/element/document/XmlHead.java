package dev.castellan.element.document;

import dev.castellan.element.xml.XmlDocument;
import java.util.HashMap;
import java.util.Map;

/** What stands beside the values in the XML of an element. */
final class XmlHead {

  private XmlHead() {}

  static XmlDocument.Head of(ElementRow row) {
    return new XmlDocument.Head(
        row.fixed() ? null : row.name(),
        row.title(),
        row.revision(),
        Moments.text(row.updatedAt()),
        index(row));
  }

  private static XmlDocument.Links index(ElementRow row) {
    return (field, index, name) -> Files.url(row, field, index, name);
  }

  /** Logical names of targets by initid, of those that the viewer may view. */
  static Map<Long, String> names(Map<Long, Target> targets, Viewer viewer) {
    Map<Long, String> names = new HashMap<>();
    targets
        .values()
        .forEach(
            each -> {
              if (each.name() != null && each.visibleTo(viewer)) {
                names.put(each.initid(), each.name());
              }
            });
    return names;
  }
}
