package dev.castellan.web.list;

import dev.castellan.web.failure.ServiceException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A list that can be asked for: where its rows come from and what it is sorted and filtered by.
 *
 * <p>The first field is unique, never null and a member of the view: it ends every order, and
 * {@code fields} always keeps it.
 */
public final class Listing {

  private static final int MOST_SORT_FIELDS = 4;
  private static final int LONGEST_QUOTE = 64;
  private static final int MOST_TEXTS = 200;

  private final String columns;
  private final Sql from;
  private final Set<String> members;
  private final Map<String, ListField> fields;
  private final ListField unique;
  private final List<SortKey> usualOrder;

  /** What clients have asked for lately, which they will ask for again. */
  private final Map<String, List<SortKey>> orders;

  private final Map<String, Sql> conditions;

  /** Whether its rows are small whatever they hold. */
  private final boolean small;

  private Listing(
      Set<String> members, String columns, Sql from, List<ListField> fields, String order) {
    this.members = members;
    this.columns = columns;
    this.from = from;
    this.fields = fields.stream().collect(Collectors.toMap(ListField::name, each -> each));
    this.unique = fields.get(0);
    this.orders = new ConcurrentHashMap<>();
    this.conditions = new ConcurrentHashMap<>();
    this.small = false;
    this.usualOrder = order(order);
  }

  private Listing(Listing like, Sql from, boolean small) {
    this.members = like.members;
    this.columns = like.columns;
    this.from = from;
    this.fields = like.fields;
    this.unique = like.unique;
    this.usualOrder = like.usualOrder;
    this.orders = like.orders;
    this.conditions = like.conditions;
    this.small = small;
  }

  /**
   * @param view record of one element; its components are what {@code fields} can name
   * @param columns what the row reader finds, from column 1 on
   * @param from tables and joins, without {@code from} and {@code where}
   * @param order when none is asked for, as {@code sort} is written
   * @param fields the unique one first
   */
  public static Listing of(
      Class<? extends Record> view,
      String columns,
      String from,
      String order,
      ListField... fields) {
    return of(
        Arrays.stream(view.getRecordComponents())
            .map(RecordComponent::getName)
            .collect(Collectors.toSet()),
        columns,
        from,
        order,
        fields);
  }

  /**
   * For elements that are no records.
   *
   * @param members what {@code fields} can name
   */
  public static Listing of(
      Set<String> members, String columns, String from, String order, ListField... fields) {
    return new Listing(members, columns, Sql.of(from), List.of(fields), order);
  }

  /** The same listing with the values of the placeholders in its {@code from}. */
  public Listing over(Object... values) {
    return new Listing(this, Sql.of(from.text(), values), small);
  }

  /** The same listing for rows that are small whatever they hold: a page of them is one fetch. */
  public Listing ofSmallRows() {
    return new Listing(this, from, true);
  }

  /** The statement for the rows of a condition, for those who read one row in the same shape. */
  public String select(String condition) {
    return "select " + columns + " from " + from.text() + " where " + condition;
  }

  String columns() {
    return columns;
  }

  Sql from() {
    return from;
  }

  boolean small() {
    return small;
  }

  /**
   * The order that {@code sort} asks for, made complete by the unique field in the direction of the
   * one before it, so that one index serves both ways.
   *
   * @throws ServiceException 400 naming what is wrong
   */
  List<SortKey> order(String sort) {
    if (sort == null || sort.isBlank()) {
      return usualOrder;
    }
    return remembered(orders, sort, this::parsed);
  }

  private List<SortKey> parsed(String sort) {
    List<SortKey> keys = new ArrayList<>();
    for (String each : sort.split(",", -1)) {
      SortKey key = key(each.strip());
      if (keys.stream().anyMatch(known -> known.field().equals(key.field()))) {
        throw bad("sort", "names " + key.field().name() + " twice");
      }
      keys.add(key);
    }
    if (keys.size() > MOST_SORT_FIELDS) {
      throw bad("sort", "must name at most " + MOST_SORT_FIELDS + " fields");
    }
    if (keys.stream().noneMatch(each -> each.field().equals(unique))) {
      keys.add(new SortKey(unique, keys.get(keys.size() - 1).descending()));
    }
    return List.copyOf(keys);
  }

  /**
   * The condition that a filter means, parsed once.
   *
   * @throws ServiceException what the parser throws; it is asked again the next time
   */
  Sql condition(String filter, Function<String, Sql> parser) {
    return remembered(conditions, filter, parser);
  }

  private static <T> T remembered(Map<String, T> known, String text, Function<String, T> parser) {
    T parsed = known.get(text);
    if (parsed == null) {
      parsed = parser.apply(text);
      if (known.size() >= MOST_TEXTS) {
        // Clients write few texts, again and again; whoever makes up new ones gains nothing.
        known.clear();
      }
      known.put(text, parsed);
    }
    return parsed;
  }

  private SortKey key(String word) {
    boolean descending = word.startsWith("-");
    ListField field = fields.get(descending ? word.substring(1) : word);
    if (field == null || !field.sortable()) {
      throw unknown("sort", word);
    }
    return new SortKey(field, descending);
  }

  /**
   * @throws ServiceException 400 naming the field when there is none to filter by
   */
  ListField filterField(String name) {
    ListField field = fields.get(name);
    if (field == null || !field.filterable()) {
      throw unknown("filter", name);
    }
    return field;
  }

  /**
   * The members that {@code names} keeps.
   *
   * @throws ServiceException 400 naming one that is not there
   */
  Set<String> members(String names) {
    Set<String> kept =
        Arrays.stream(names.split(",", -1)).map(String::strip).collect(Collectors.toSet());
    kept.stream()
        .filter(each -> !members.contains(each))
        .findFirst()
        .ifPresent(
            each -> {
              throw unknown("fields", each);
            });
    kept.add(unique.name());
    return kept;
  }

  private static ServiceException unknown(String parameter, String name) {
    String quote = name.length() > LONGEST_QUOTE ? name.substring(0, LONGEST_QUOTE) + "…" : name;
    return bad(parameter, "names an unknown field: " + quote);
  }

  private static ServiceException bad(String parameter, String message) {
    return ServiceException.badParameter(parameter, message);
  }
}
