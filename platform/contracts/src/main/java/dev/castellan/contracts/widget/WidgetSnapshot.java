package dev.castellan.contracts.widget;

import dev.castellan.contracts.MayBeAbsent;
import java.util.List;

/**
 * What other systems may know of a widget; templates and arguments stay at home.
 *
 * @param version grows by one with each edit
 */
public record WidgetSnapshot(
    long id,
    String reference,
    @MayBeAbsent String icon,
    List<Content> contents,
    List<Source> sources,
    long version) {

  /**
   * One text of a widget.
   *
   * @param type {@code title}, {@code content} or {@code list}
   */
  public record Content(long id, String type) {}

  /**
   * Where a widget has values from.
   *
   * @param smartobject id of the object; absent while no object of that name is known
   */
  public record Source(long id, String reference, @MayBeAbsent Long smartobject, String action) {}
}
