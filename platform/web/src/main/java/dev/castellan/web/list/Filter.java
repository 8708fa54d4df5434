package dev.castellan.web.list;

import cz.jirutka.rsql.parser.RSQLParser;
import cz.jirutka.rsql.parser.RSQLParserException;
import cz.jirutka.rsql.parser.UnknownOperatorException;
import cz.jirutka.rsql.parser.ast.AndNode;
import cz.jirutka.rsql.parser.ast.ComparisonNode;
import cz.jirutka.rsql.parser.ast.ComparisonOperator;
import cz.jirutka.rsql.parser.ast.LogicalNode;
import cz.jirutka.rsql.parser.ast.Node;
import cz.jirutka.rsql.parser.ast.RSQLOperators;
import dev.castellan.web.failure.ServiceException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A filter in RSQL as a condition in SQL.
 *
 * <p>Null equals nothing and is neither greater nor less; {@code !=} and {@code =out=} are the
 * opposites of {@code ==} and {@code =in=}, so a null meets them. In texts compared with {@code ==}
 * and {@code !=} an asterisk stands for any characters; within {@code =in=} it is itself.
 */
final class Filter {

  static final int LONGEST = 2_000;
  static final int DEEPEST = 10;
  static final int MOST_COMPARISONS = 50;
  static final int MOST_ALTERNATIVES = 100;

  private static final ComparisonOperator IS_NULL = new ComparisonOperator("=isnull=");

  private static final Map<ComparisonOperator, String> PLAIN =
      Map.of(
          RSQLOperators.GREATER_THAN, ">",
          RSQLOperators.GREATER_THAN_OR_EQUAL, ">=",
          RSQLOperators.LESS_THAN, "<",
          RSQLOperators.LESS_THAN_OR_EQUAL, "<=");

  private static final RSQLParser PARSER = new RSQLParser(operators());
  private static final Pattern PLACE = Pattern.compile("at line (\\d+), column (\\d+)");

  private final Listing listing;
  private int comparisons;

  private Filter(Listing listing) {
    this.listing = listing;
  }

  /**
   * @param filter null or blank for everything
   * @throws ServiceException 400 saying where it is wrong
   */
  static Sql parse(String filter, Listing listing) {
    if (filter == null || filter.isBlank()) {
      return Sql.ALL;
    }
    if (filter.length() > LONGEST) {
      throw bad("must have at most " + LONGEST + " characters");
    }
    if (nesting(filter) > DEEPEST) {
      throw bad("must not be nested deeper than " + DEEPEST);
    }
    return listing.condition(filter, text -> new Filter(listing).condition(tree(text)));
  }

  /**
   * The order, of whose fields none can be null that the filter compares with a value.
   *
   * @param filter one that {@link #parse} takes
   */
  static List<SortKey> settled(List<SortKey> order, String filter) {
    if (filter == null || filter.isBlank()) {
      return order;
    }
    Set<String> present = present(tree(filter));
    return order.stream()
        .map(each -> present.contains(each.field().name()) ? each.neverNull() : each)
        .toList();
  }

  private static Set<String> present(Node node) {
    if (node instanceof LogicalNode logical) {
      return logical.getChildren().stream()
          .map(Filter::present)
          .reduce((one, other) -> both(one, other, node instanceof AndNode))
          .orElseThrow();
    }
    ComparisonNode comparison = (ComparisonNode) node;
    return admitsNull(comparison) ? Set.of() : Set.of(comparison.getSelector());
  }

  private static Set<String> both(Set<String> one, Set<String> other, boolean and) {
    Set<String> names = new HashSet<>(one);
    if (and) {
      names.addAll(other);
    } else {
      names.retainAll(other);
    }
    return names;
  }

  private static boolean admitsNull(ComparisonNode node) {
    ComparisonOperator operator = node.getOperator();
    return operator.equals(RSQLOperators.NOT_EQUAL)
        || operator.equals(RSQLOperators.NOT_IN)
        || operator.equals(IS_NULL);
  }

  /** Counted before it is parsed: the parser calls itself for each parenthesis. */
  private static int nesting(String filter) {
    int open = 0;
    int deepest = 0;
    char quote = 0;
    for (int i = 0; i < filter.length(); i++) {
      char c = filter.charAt(i);
      if (quote != 0) {
        i += c == '\\' ? 1 : 0;
        quote = c == quote ? 0 : quote;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else {
        open += c == '(' ? 1 : c == ')' ? -1 : 0;
        deepest = Math.max(deepest, open);
      }
    }
    return deepest;
  }

  private static Node tree(String filter) {
    try {
      return PARSER.parse(filter);
    } catch (RSQLParserException e) {
      throw bad(reason(e.getCause()));
    }
  }

  /** Not what the parser says of itself, which is long and names its tokens; only where. */
  private static String reason(Throwable cause) {
    if (cause instanceof UnknownOperatorException unknown) {
      return "has an unknown operator: " + unknown.getOperator();
    }
    Matcher place = PLACE.matcher(String.valueOf(cause.getMessage()));
    return place.find()
        ? "is not RSQL at line " + place.group(1) + ", column " + place.group(2)
        : "gives several values to an operator that takes one";
  }

  private Sql condition(Node node) {
    if (node instanceof LogicalNode logical) {
      return Sql.join(
          node instanceof AndNode ? " and " : " or ",
          logical.getChildren().stream().map(this::condition).toList());
    }
    if (++comparisons > MOST_COMPARISONS) {
      throw bad("must have at most " + MOST_COMPARISONS + " comparisons");
    }
    return comparison((ComparisonNode) node);
  }

  private Sql comparison(ComparisonNode node) {
    ListField field = listing.filterField(node.getSelector());
    ComparisonOperator operator = node.getOperator();
    List<String> arguments = node.getArguments();
    if (operator.equals(IS_NULL)) {
      boolean wanted = (Boolean) value(field, FieldType.BOOLEAN::parse, arguments.get(0));
      return Sql.of(field.sql() + (wanted ? " is null" : " is not null"));
    }
    if (operator.isMultiValue()) {
      Sql in = in(field, arguments);
      return operator.equals(RSQLOperators.IN) ? in : not(in);
    }
    if (PLAIN.containsKey(operator)) {
      return compared(field, PLAIN.get(operator), arguments.get(0));
    }
    boolean wild = field.type().wild() && arguments.get(0).indexOf('*') >= 0;
    Sql equal = wild ? like(field, arguments.get(0)) : compared(field, "=", arguments.get(0));
    return operator.equals(RSQLOperators.EQUAL) ? equal : not(equal);
  }

  private static Sql compared(ListField field, String operator, String argument) {
    return Sql.of(
        field.sql() + " " + operator + " " + field.type().placeholder(),
        value(field, field::parse, argument));
  }

  private static Sql in(ListField field, List<String> arguments) {
    if (arguments.size() > MOST_ALTERNATIVES) {
      throw bad("must list at most " + MOST_ALTERNATIVES + " values for " + field.name());
    }
    String places =
        arguments.stream()
            .map(each -> field.type().placeholder())
            .collect(Collectors.joining(", "));
    List<Object> values = arguments.stream().map(each -> value(field, field::parse, each)).toList();
    return new Sql(field.sql() + " in (" + places + ")", new ArrayList<>(values));
  }

  private static Sql like(ListField field, String argument) {
    String pattern =
        ((String) value(field, FieldType.TEXT::parse, argument))
            .replaceAll("[\\\\%_]", "\\\\$0")
            .replaceAll("\\*+", "%");
    Sql like = Sql.of(field.sql() + " like ?::text escape '\\'", pattern);
    int known = argument.indexOf('*');
    return field.type() == FieldType.OCTETS && known > 0
        ? like.and(beginning(field, argument.substring(0, known)))
        : like;
  }

  /** What an index can look for: a plan made for any pattern does not know how it begins. */
  private static Sql beginning(ListField field, String prefix) {
    Sql from = Sql.of(field.sql() + " >= ?::text", prefix);
    return behind(prefix)
        .map(end -> from.and(Sql.of(field.sql() + " < ?::text", end)))
        .orElse(from);
  }

  /** The first text, by code points, behind all that begin so; empty when there is none. */
  private static Optional<String> behind(String prefix) {
    int end = prefix.length();
    while (end > 0) {
      int last = prefix.codePointBefore(end);
      end -= Character.charCount(last);
      if (last < Character.MAX_CODE_POINT) {
        int next = last + 1 == Character.MIN_SURROGATE ? Character.MAX_SURROGATE + 1 : last + 1;
        return Optional.of(prefix.substring(0, end) + Character.toString(next));
      }
    }
    return Optional.empty();
  }

  /** True for null too, which a plain {@code not} would leave unknown. */
  private static Sql not(Sql condition) {
    return new Sql("(" + condition.text() + ") is not true", condition.values());
  }

  private static Object value(ListField field, Function<String, Object> reading, String argument) {
    try {
      return reading.apply(argument);
    } catch (IllegalArgumentException e) {
      throw bad("compares " + field.name() + " with what is no value of it: it " + e.getMessage());
    }
  }

  private static Set<ComparisonOperator> operators() {
    return Stream.concat(RSQLOperators.defaultOperators().stream(), Stream.of(IS_NULL))
        .collect(Collectors.toSet());
  }

  private static ServiceException bad(String message) {
    return ServiceException.badParameter("filter", message);
  }
}
