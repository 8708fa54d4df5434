package dev.castellan.element.document;

import dev.castellan.element.structure.Structure;

/** Where things are read. */
public final class Uris {

  public static final String API = "/api/v2/";
  static final String ELEMENTS = API + "smart-elements/";
  static final String STRUCTURES = API + "smart-structures/";
  static final String TRASH = API + "trash/";

  /** Letters and digits only: a path built of a name must stay one segment. */
  private static final String ICONS = API + "images/assets/sizes/24x24c/";

  private Uris() {}

  /** Where a revision is read. */
  public static String of(ElementRow row) {
    if (row.deleted()) {
      return TRASH + row.initid() + ".json";
    }
    if (row.fixed()) {
      return ELEMENTS + row.initid() + "/revisions/" + row.revision() + ".json";
    }
    return row.structure() ? STRUCTURES + row.name() + ".json" : ELEMENTS + row.initid() + ".json";
  }

  static String of(Target target) {
    if (target.deleted()) {
      return TRASH + target.initid() + ".json";
    }
    return target.structure()
        ? STRUCTURES + target.name() + ".json"
        : ELEMENTS + target.initid() + ".json";
  }

  /** Where the picture of a structure is, null when it has none. */
  static String icon(Structure structure) {
    return structure.icon() == null ? null : ICONS + structure.icon();
  }
}
