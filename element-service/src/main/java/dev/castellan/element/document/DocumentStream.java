package dev.castellan.element.document;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * The documents of a list with their values, which are read some at a time while the answer is
 * written: together they may be larger than any memory. The first ones are read at once, so that
 * what fails before them still becomes a proper answer.
 */
final class DocumentStream implements Iterable<Document> {

  private static final int CHUNK = 500;

  private final List<Long> ids;
  private final Selection selection;
  private final Viewer viewer;
  private final ElementReader reader;
  private final List<Document> first;

  /**
   * @param ids of the revisions, in order
   */
  DocumentStream(List<Long> ids, Selection selection, Viewer viewer, ElementReader reader) {
    this.ids = ids;
    this.selection = selection;
    this.viewer = viewer;
    this.reader = reader;
    this.first = behind(0);
  }

  /** Some of those from that place on; none only at the end. */
  private List<Document> behind(int place) {
    List<ElementRow> rows = reader.some(ids.subList(place, Math.min(place + CHUNK, ids.size())));
    Map<Long, Target> targets = reader.targets(rows, viewer);
    return rows.stream().map(row -> Documents.listed(row, selection, viewer, targets)).toList();
  }

  @Override
  public Iterator<Document> iterator() {
    return new Iterator<>() {

      private final Deque<Document> read = new ArrayDeque<>(first);
      private int place = first.size();

      @Override
      public boolean hasNext() {
        if (read.isEmpty() && place < ids.size()) {
          List<Document> chunk = behind(place);
          read.addAll(chunk);
          place += chunk.size();
        }
        return !read.isEmpty();
      }

      @Override
      public Document next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        return read.remove();
      }
    };
  }
}
