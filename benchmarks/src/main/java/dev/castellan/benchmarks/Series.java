package dev.castellan.benchmarks;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;

/** The lines of a result, each of several windows, of which the one with the median rate counts. */
final class Series {

  private static final String HEAD = "| what | callers | per second | p50 ms | p99 ms | failures |";

  private final ClosedLoop load;
  private final Duration warmUp;
  private final Duration window;
  private final int windows;

  private Series(ClosedLoop load, Duration warmUp, Duration window, int windows) {
    this.load = load;
    this.warmUp = warmUp;
    this.window = window;
    this.windows = windows;
  }

  /**
   * @param base of the service or gateway that is asked
   * @param arguments from {@code first} on: seconds of warm-up, seconds of a window, number of
   *     windows
   */
  static Series of(URI base, String token, String[] arguments, int first) {
    return new Series(
        new ClosedLoop(base, token),
        Duration.ofSeconds(Long.parseLong(arguments[first])),
        Duration.ofSeconds(Long.parseLong(arguments[first + 1])),
        Integer.parseInt(arguments[first + 2]));
  }

  Duration warmUp() {
    return warmUp;
  }

  Duration window() {
    return window;
  }

  int windows() {
    return windows;
  }

  /** Takes an equal share of the warm-up for each of these, by a caller's requests. */
  void warmUp(int callers, List<IntFunction<List<ClosedLoop.Call>>> kinds)
      throws InterruptedException {
    for (IntFunction<List<ClosedLoop.Call>> each : kinds) {
      load.rounds(callers, warmUp.dividedBy(kinds.size()), 200, each);
    }
  }

  /**
   * @param more columns behind those of every result
   */
  static void head(String... more) {
    StringBuilder rule = new StringBuilder("|---|---|---|---|---|---|");
    StringBuilder head = new StringBuilder(HEAD);
    for (String each : more) {
      head.append(' ').append(each).append(" |");
      rule.append("---|");
    }
    System.out.println(head);
    System.out.println(rule);
  }

  ClosedLoop.Window one(int callers, int okStatus, IntFunction<List<ClosedLoop.Call>> calls)
      throws InterruptedException {
    return load.rounds(callers, window, okStatus, calls);
  }

  /** Measures and prints a line; answers its window. */
  ClosedLoop.Window line(
      String what, int callers, int okStatus, IntFunction<List<ClosedLoop.Call>> calls)
      throws InterruptedException {
    List<ClosedLoop.Window> seen = new ArrayList<>();
    for (int i = 0; i < windows; i++) {
      seen.add(one(callers, okStatus, calls));
    }
    return print(what, callers, seen);
  }

  static ClosedLoop.Window print(
      String what, int callers, List<ClosedLoop.Window> seen, String... more) {
    ClosedLoop.Window median = median(seen, ClosedLoop.Window.BY_RATE);
    System.out.printf(
        Locale.ROOT,
        "| %s | %d | %.0f | %.2f | %.2f | %d |%s%n",
        what,
        callers,
        median.perSecond(),
        median.p50() / 1e3,
        median.p99() / 1e3,
        seen.stream().mapToLong(ClosedLoop.Window::failures).sum(),
        more.length == 0 ? "" : " " + String.join(" | ", more) + " |");
    return median;
  }

  static <T> T median(List<T> seen, Comparator<T> order) {
    return seen.stream().sorted(order).toList().get(seen.size() / 2);
  }
}
