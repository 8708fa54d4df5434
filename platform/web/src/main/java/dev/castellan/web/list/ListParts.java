package dev.castellan.web.list;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;

/** Parts of a list; the first is read at once, each later one when it is asked for. */
final class ListParts<R> implements Iterator<List<R>> {

  private final Function<List<Object>, List<ListQuery.Row<R>>> reading;
  private List<ListQuery.Row<R>> read;
  private boolean taken;

  /**
   * @param reading the rows behind a place, null for the first ones; fewer than {@link Lists#CHUNK}
   *     at the end
   */
  ListParts(Function<List<Object>, List<ListQuery.Row<R>>> reading) {
    this.reading = reading;
    this.read = reading.apply(null);
  }

  @Override
  public boolean hasNext() {
    if (taken && read.size() == Lists.CHUNK) {
      read = reading.apply(read.get(read.size() - 1).place());
      taken = false;
    }
    return !taken && !read.isEmpty();
  }

  @Override
  public List<R> next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    taken = true;
    return read.stream().map(ListQuery.Row::item).toList();
  }
}
