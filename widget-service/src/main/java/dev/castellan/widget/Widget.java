package dev.castellan.widget;

import dev.castellan.contracts.smartobject.SmartobjectState;
import dev.castellan.contracts.widget.WidgetSnapshot;
import dev.castellan.web.failure.ServiceException;
import dev.castellan.widget.template.Template;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * A widget as it is stored. It never changes: an edit makes another one of the next version.
 *
 * @param icon name of an icon; null for none
 * @param version counts edits; values that sources deliver are none
 */
record Widget(
    long id,
    String reference,
    String icon,
    List<Content> contents,
    List<Source> sources,
    Instant createdAt,
    Instant updatedAt,
    long version) {

  /** Most contents, and most sources. */
  static final int MOST_PARTS = 100;

  /** Most characters of all templates of a widget together. */
  private static final int LARGEST = 4 * 1024 * 1024;

  static Widget create(
      long id, String reference, String icon, List<Content> contents, List<Source> sources) {
    Instant now = now();
    return new Widget(id, reference, icon, contents, sources, now, now, 1).checked();
  }

  /** Characters that it takes about, in templates and sources. */
  long size() {
    return templates() + sources.stream().mapToLong(Source::size).sum();
  }

  private long templates() {
    return contents.stream().mapToLong(each -> each.template().length()).sum();
  }

  /** As if it had but this content, and the sources that are named in it. */
  Widget only(Content content) {
    Set<String> named = Template.sources(content.template());
    return new Widget(
        id,
        reference,
        icon,
        List.of(content),
        sources.stream().filter(each -> named.contains(each.reference())).toList(),
        createdAt,
        updatedAt,
        version);
  }

  /** Names of its sources that asked this object as long as it was there. */
  List<String> sourcesOf(SmartobjectState object) {
    return sources.stream()
        .filter(each -> each.target().means(object))
        .map(Source::reference)
        .toList();
  }

  Optional<Content> content(long contentId) {
    return contents.stream().filter(each -> each.id() == contentId).findFirst();
  }

  Optional<Source> source(long sourceId) {
    return sources.stream().filter(each -> each.id() == sourceId).findFirst();
  }

  boolean names(String sourceReference, long except) {
    return sources.stream()
        .anyMatch(each -> each.id() != except && each.reference().equals(sourceReference));
  }

  Widget described(String newReference, String newIcon) {
    return edited(
        newReference == null ? reference : newReference,
        newIcon == null ? icon : newIcon,
        contents,
        sources);
  }

  /** With a content put in the place of the one with its id, or at the end. */
  Widget with(Content content) {
    return edited(reference, icon, put(contents, content, Content::id), sources);
  }

  /** With a source put in the place of the one with its id, or at the end. */
  Widget with(Source source) {
    return edited(reference, icon, contents, put(sources, source, Source::id));
  }

  /** Without the content or the source that has the id; ids are unique among both. */
  Widget without(long partId) {
    return edited(
        reference,
        icon,
        contents.stream().filter(each -> each.id() != partId).toList(),
        sources.stream().filter(each -> each.id() != partId).toList());
  }

  /** The same under another version: many edits in one are one. */
  Widget asVersion(long number) {
    return new Widget(id, reference, icon, contents, sources, createdAt, updatedAt, number);
  }

  WidgetSnapshot snapshot() {
    return new WidgetSnapshot(
        id,
        reference,
        icon,
        contents.stream()
            .map(each -> new WidgetSnapshot.Content(each.id(), each.type().word()))
            .toList(),
        sources.stream()
            .map(
                each ->
                    new WidgetSnapshot.Source(
                        each.id(), each.reference(), each.target().id(), each.action()))
            .toList(),
        version);
  }

  private Widget edited(
      String newReference, String newIcon, List<Content> newContents, List<Source> newSources) {
    return new Widget(
            id, newReference, newIcon, newContents, newSources, createdAt, now(), version + 1)
        .checked();
  }

  private Widget checked() {
    if (contents.size() > MOST_PARTS) {
      throw ServiceException.invalid("contents", "must be at most " + MOST_PARTS);
    }
    if (sources.size() > MOST_PARTS) {
      throw ServiceException.invalid("sources", "must be at most " + MOST_PARTS);
    }
    if (templates() > LARGEST) {
      throw ServiceException.invalid(
          "contents", "must have at most " + LARGEST + " characters together");
    }
    return this;
  }

  private static <T> List<T> put(List<T> parts, T part, ToLongFunction<T> id) {
    List<T> fresh = new ArrayList<>(parts);
    for (int i = 0; i < fresh.size(); i++) {
      if (id.applyAsLong(fresh.get(i)) == id.applyAsLong(part)) {
        fresh.set(i, part);
        return List.copyOf(fresh);
      }
    }
    fresh.add(part);
    return List.copyOf(fresh);
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }
}
