package dev.castellan.benchmarks;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** What each process of the suite, and the load itself, has used of the processors so far. */
record ProcessorTime(Map<String, Duration> used) {

  static ProcessorTime now(BenchSuite suite) {
    Map<String, Duration> used = new LinkedHashMap<>();
    suite.processes().forEach((name, pid) -> used.put(name, of(pid)));
    used.put("load", of(ProcessHandle.current().pid()));
    return new ProcessorTime(used);
  }

  /** With its children: each session of PostgreSQL is a process. */
  private static Duration of(long pid) {
    return ProcessHandle.of(pid).stream()
        .flatMap(each -> Stream.concat(Stream.of(each), each.descendants()))
        .flatMap(each -> each.info().totalCpuDuration().stream())
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** What one of so many requests took since then, in microseconds, by process. */
  Map<String, Double> since(ProcessorTime begin, double requests) {
    Map<String, Double> each = new LinkedHashMap<>();
    used.forEach(
        (name, time) ->
            each.put(name, time.minus(begin.used.get(name)).toNanos() / 1e3 / requests));
    return each;
  }

  /**
   * @param heads of the columns
   * @param columns what {@link #since} has answered for each
   */
  static void print(List<String> heads, List<Map<String, Double>> columns) {
    System.out.println("| processor time, us per request | " + String.join(" | ", heads) + " |");
    System.out.println("|---|" + "---|".repeat(heads.size()));
    for (String name : columns.get(0).keySet()) {
      System.out.println(line(name, columns.stream().map(column -> column.get(name)).toList()));
    }
    System.out.println(
        line(
            "all",
            columns.stream()
                .map(column -> column.values().stream().mapToDouble(each -> each).sum())
                .toList()));
  }

  private static String line(String name, List<Double> values) {
    StringBuilder line = new StringBuilder("| " + name + " |");
    values.forEach(each -> line.append(String.format(Locale.ROOT, " %.0f |", each)));
    return line.toString();
  }
}
