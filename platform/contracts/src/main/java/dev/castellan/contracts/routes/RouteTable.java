package dev.castellan.contracts.routes;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Finds the row of {@code castellan/routes.txt} that answers a request. Immutable. */
public final class RouteTable {

  private static final String RESOURCE = "/castellan/routes.txt";

  private final List<Route> routes;
  private final Map<String, Route> byKey = new HashMap<>();
  private final Node root = new Node();

  private RouteTable(List<Route> routes) {
    this.routes = List.copyOf(routes);
    routes.forEach(this::index);
  }

  /** The suite's own table. */
  public static RouteTable load() {
    try (InputStream in = RouteTable.class.getResourceAsStream(RESOURCE)) {
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a table in the format that the head of {@code routes.txt} explains. */
  public static RouteTable parse(String text) {
    return new RouteTable(
        text.lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty() && !line.startsWith("#"))
            .map(RouteTable::row)
            .toList());
  }

  /**
   * The same table with another limit on the routes that admit the largest bodies: those that take
   * files.
   *
   * @param bytes largest body there; no other route is changed
   */
  public RouteTable withLargestBody(long bytes) {
    long largest = routes.stream().mapToLong(Route::maxBody).max().orElse(bytes);
    return new RouteTable(
        routes.stream()
            .map(each -> each.maxBody() == largest ? each.withMaxBody(bytes) : each)
            .toList());
  }

  public List<Route> routes() {
    return routes;
  }

  public Optional<Route> byKey(String key) {
    return Optional.ofNullable(byKey.get(key));
  }

  /**
   * Looks a request up. Never throws: a path that {@link PathNormalizer} has not settled matches
   * nothing, so that a caller who forgets to settle it fails closed.
   *
   * @param path a path in its one form
   */
  public RouteMatch match(String method, String path) {
    Node node = PathNormalizer.isNormal(path) ? find(root, segments(path), 0) : null;
    if (node == null) {
      return new RouteMatch.NotFound(envelopeOf(path));
    }
    Route route = node.byMethod.get(method.equals("HEAD") ? "GET" : method);
    if (route != null) {
      return new RouteMatch.Found(route);
    }
    Envelope envelope = node.byMethod.values().iterator().next().envelope();
    return new RouteMatch.MethodNotAllowed(envelope, List.copyOf(node.byMethod.keySet()));
  }

  /** The envelope of the API a path belongs to; paths of no API answer in A. */
  public static Envelope envelopeOf(String path) {
    if (isUnder("/api/v2", path)) {
      return Envelope.B;
    }
    return isUnder("/objecttype", path) || isUnder("/valuemap", path) ? Envelope.C : Envelope.A;
  }

  private static boolean isUnder(String api, String path) {
    return path.equals(api) || path.startsWith(api + "/");
  }

  static List<String> segments(String path) {
    List<String> segments = new ArrayList<>(8);
    int start = 1;
    while (start < path.length()) {
      int end = path.indexOf('/', start);
      end = end < 0 ? path.length() : end;
      segments.add(path.substring(start, end));
      start = end + 1;
    }
    return segments;
  }

  /** A literal segment wins over a variable one, but only if the rest of the path fits it too. */
  private static Node find(Node node, List<String> segments, int depth) {
    if (depth == segments.size()) {
      return node.byMethod.isEmpty() ? null : node;
    }
    Node literal = node.literals.get(segments.get(depth));
    Node found = literal == null ? null : find(literal, segments, depth + 1);
    return found != null || node.variable == null
        ? found
        : find(node.variable, segments, depth + 1);
  }

  private void index(Route route) {
    Node node = root;
    for (String segment : route.segments()) {
      if (segment.startsWith(":")) {
        node.variable = node.variable == null ? new Node() : node.variable;
        node = node.variable;
      } else {
        node = node.literals.computeIfAbsent(segment, any -> new Node());
      }
    }
    if (node.byMethod.put(route.method(), route) != null) {
      throw new IllegalArgumentException("route listed twice: " + route.key());
    }
    byKey.put(route.key(), route);
  }

  private static Route row(String line) {
    String[] cells = line.split("\\s+");
    if (cells.length != 8) {
      throw new IllegalArgumentException("a route has 8 columns: " + line);
    }
    if (!PathNormalizer.isNormal(cells[1])) {
      throw new IllegalArgumentException("no request can have this path: " + line);
    }
    Optional<Duration> timeout =
        cells[5].equals("stream")
            ? Optional.empty()
            : Optional.of(Duration.ofSeconds(Long.parseLong(cells[5])));
    return new Route(
        cells[0],
        cells[1],
        cells[2].equals("gateway") ? "gateway" : cells[2] + "-service",
        Envelope.valueOf(cells[3]),
        OpenTo.parse(cells[4]),
        timeout,
        bytes(cells[6]),
        cells[7]);
  }

  private static long bytes(String size) {
    long number = Long.parseLong(size.substring(0, size.length() - 1));
    return switch (size.charAt(size.length() - 1)) {
      case 'k' -> number << 10;
      case 'm' -> number << 20;
      case 'g' -> number << 30;
      default -> throw new IllegalArgumentException("size needs k, m or g: " + size);
    };
  }

  /** Names of the processes that answer at least one route. */
  public Collection<String> services() {
    return routes.stream().map(Route::service).distinct().sorted().toList();
  }

  private static final class Node {
    private final Map<String, Node> literals = new HashMap<>();
    private final Map<String, Route> byMethod = new TreeMap<>();
    private Node variable;
  }
}
