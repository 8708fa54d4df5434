package dev.castellan.element.document;

import dev.castellan.element.structure.Right;
import dev.castellan.element.structure.Structure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Properties of elements: what every one has, whatever its structure. */
final class Properties {

  /** Shown when nothing else is asked for. */
  static final List<String> USUAL =
      List.of("id", "title", "initid", "icon", "name", "revision", "status");

  /** Shown whatever is asked for. */
  private static final List<String> ALWAYS = List.of("id", "title", "initid");

  private static final Map<String, Object> NOTHING = ordered("id", 0, "title", "");

  private static final Map<String, BiFunction<ElementRow, Viewer, Object>> ALL = all();

  private Properties() {}

  static boolean exists(String name) {
    return ALL.containsKey(name);
  }

  /** Names of all of them. */
  static Iterable<String> names() {
    return ALL.keySet();
  }

  /** The named ones, and those that are never left out. */
  static Map<String, Object> of(ElementRow row, Viewer viewer, Iterable<String> names) {
    Map<String, Object> properties = new LinkedHashMap<>();
    ALWAYS.forEach(each -> properties.put(each, ALL.get(each).apply(row, viewer)));
    names.forEach(each -> properties.computeIfAbsent(each, n -> null));
    names.forEach(each -> properties.put(each, ALL.get(each).apply(row, viewer)));
    return properties;
  }

  private static Map<String, BiFunction<ElementRow, Viewer, Object>> all() {
    Map<String, BiFunction<ElementRow, Viewer, Object>> all = new LinkedHashMap<>();
    all.put("id", (row, viewer) -> row.id());
    all.put("title", (row, viewer) -> row.title());
    all.put("initid", (row, viewer) -> row.initid());
    all.put("icon", (row, viewer) -> Uris.icon(viewer.view(row).structure()));
    all.put("name", (row, viewer) -> row.name());
    all.put("revision", (row, viewer) -> row.revision());
    all.put("status", (row, viewer) -> row.status());
    all.put("locked", (row, viewer) -> row.deleted() || row.fixed() ? -1 : row.locked());
    all.put("owner", (row, viewer) -> row.owner().id());
    all.put("doctype", (row, viewer) -> doctype(row));
    all.put("lmodify", (row, viewer) -> row.deleted() ? "D" : row.modified() ? "Y" : "N");
    all.put("fromid", (row, viewer) -> row.structure() ? 0 : row.structureId());
    all.put("fromname", (row, viewer) -> row.structure() ? null : family(row, viewer).name());
    all.put("cdate", (row, viewer) -> Moments.text(row.createdAt()));
    all.put("mdate", (row, viewer) -> Moments.text(row.updatedAt()));
    all.put("creationDate", (row, viewer) -> Moments.text(row.bornAt()));
    all.put("lastModificationDate", (row, viewer) -> Moments.text(row.updatedAt()));
    all.put("family", (row, viewer) -> row.structure() ? null : familyView(row, viewer));
    all.put("createdBy", (row, viewer) -> account(row.creator()));
    all.put("revisionData", (row, viewer) -> revisionData(row));
    all.put("security", Properties::security);
    all.put("type", (row, viewer) -> row.structure() ? "family" : "document");
    all.put("usage", (row, viewer) -> "normal");
    all.put("usefor", (row, viewer) -> "N");
    for (String relation : List.of("viewController", "workflow", "note", "affected")) {
      all.put(relation, (row, viewer) -> NOTHING);
    }
    for (String number :
        List.of("dprofid", "profid", "wid", "cvid", "prelid", "confidential", "allocated")) {
      all.put(number, (row, viewer) -> 0);
    }
    for (String unset :
        List.of("state", "version", "postitid", "domainid", "tags", "comment", "classname")) {
      all.put(unset, (row, viewer) -> null);
    }
    return all;
  }

  private static Structure family(ElementRow row, Viewer viewer) {
    return viewer.view(row).structure();
  }

  private static String doctype(ElementRow row) {
    return row.deleted() ? "Z" : row.structure() ? "C" : "F";
  }

  private static Object familyView(ElementRow row, Viewer viewer) {
    Structure family = family(row, viewer);
    return ordered(
        "id",
        family.id(),
        "title",
        family.title(),
        "name",
        family.name(),
        "icon",
        Uris.icon(family));
  }

  static Map<String, Object> account(ElementRow.User user) {
    return ordered("id", user.id(), "title", user.login(), "icon", null);
  }

  private static Object revisionData(ElementRow row) {
    return ordered(
        "isModified",
        row.modified(),
        "id",
        row.id(),
        "number",
        row.revision(),
        "createdBy",
        account(row.owner()));
  }

  private static Object security(ElementRow row, Viewer viewer) {
    boolean readOnly =
        row.structure()
            || row.fixed()
            || row.deleted()
            || !viewer.may(Right.EDIT, row)
            || row.lockedAgainst(viewer.caller().userId());
    return ordered(
        "lock",
        lock(row),
        "readOnly",
        readOnly,
        "fixed",
        row.fixed() || row.deleted(),
        "profil",
        NOTHING,
        "fieldAccess",
        NOTHING,
        "confidentiality",
        "public");
  }

  private static Object lock(ElementRow row) {
    if (row.fixed() || row.deleted()) {
      return ordered("id", -1, "temporary", false);
    }
    return row.isLocked()
        ? ordered(
            "lockedBy",
            account(new ElementRow.User(Math.abs(row.locked()), row.locker())),
            "temporary",
            row.locked() < 0)
        : ordered("id", 0);
  }

  /** Alternating names and values; unlike those of {@code Map.of} they may be null. */
  static Map<String, Object> ordered(Object... namesAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return map;
  }
}
