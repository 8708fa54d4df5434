package dev.castellan.web.list;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;

/** Parts of a list; the first is read at once, each later one when it is asked for. */
final class ListParts<R> implements Iterator<List<R>> {

  /** Some rows, and whether there may be more behind them. */
  record Part<R>(List<ListQuery.Row<R>> rows, boolean more) {}

  private final Function<List<Object>, Part<R>> reading;
  private Part<R> read;
  private boolean taken;

  /**
   * @param reading the rows behind a place, null for the first ones
   */
  ListParts(Function<List<Object>, Part<R>> reading) {
    this.reading = reading;
    this.read = reading.apply(null);
  }

  @Override
  public boolean hasNext() {
    if (taken && read.more()) {
      List<Object> last = read.rows().get(read.rows().size() - 1).place();
      // Not both at once: a part can be large.
      read = null;
      read = reading.apply(last);
      taken = false;
    }
    return !taken && !read.rows().isEmpty();
  }

  @Override
  public List<R> next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    taken = true;
    return read.rows().stream().map(ListQuery.Row::item).toList();
  }
}
