package dev.castellan.widget;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import dev.castellan.web.json.ObjectRef;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What a text of a widget is; the id is the place it is shown in. */
public enum ContentType {
  TITLE(1, "Title"),
  CONTENT(2, "Content"),
  /** Arrays in it are written one element a line. */
  LIST(3, "List");

  private final View view;

  ContentType(int id, String name) {
    this.view = new View(id, name().toLowerCase(Locale.ROOT), name, id);
  }

  /**
   * A type as clients read it.
   *
   * @param rank order in which contents are shown
   */
  public record View(int id, String reference, String name, int rank) {}

  View view() {
    return view;
  }

  /** The word as the database and events hold it. */
  @JsonValue
  public String word() {
    return view.reference();
  }

  static List<View> views() {
    return Stream.of(values()).map(ContentType::view).toList();
  }

  /**
   * @param node the id, the word or an object with one
   * @throws IllegalArgumentException when it names no type
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static ContentType of(JsonNode node) {
    ObjectRef pointer = ObjectRef.of(node);
    Long id = pointer.id() != null ? pointer.id() : pointer.nameAsId();
    return Stream.of(values())
        .filter(
            each ->
                id != null && id == each.view.id() || each.word().equalsIgnoreCase(pointer.name()))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("must be title, content or list"));
  }
}
