package dev.castellan.k8s;

import dev.castellan.contracts.EventTypes;
import dev.castellan.contracts.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The topics that a service's sources use: it reads those that it names and those of its channels,
 * and writes those of the events that its {@code *Events} classes append, or that it asks with.
 */
record TopicUse(Set<String> read, Set<String> written) {

  private static final Pattern NAMED = Pattern.compile("\\bTopics\\.([A-Z_]+)\\b");

  static TopicUse of(String service) throws IOException {
    Set<String> work = KafkaAccessTest.work(service);
    Set<String> read = new TreeSet<>(work);
    // By IdentityDirectory of platform/web, which is part of each.
    read.add(Topics.IDENTITY_STATE);
    Set<String> written = new TreeSet<>();
    for (Path source : sources(service)) {
      String text = Files.readString(source);
      Matcher named = NAMED.matcher(text);
      while (named.find()) {
        read.add(constant(named.group(1)));
      }
      boolean sends =
          source.getFileName().toString().endsWith("Events.java")
              || text.contains("import dev.castellan.messaging.question.Questions;");
      for (Class<? extends Record> event : EventTypes.all()) {
        if (sends && sends(text, event.getSimpleName())) {
          written.add(EventTypes.topicOf(event));
        }
      }
    }
    // What it is asked to do, its events speak of.
    written.removeAll(work);
    return new TopicUse(read, written);
  }

  /** Whether an event is made there, or passed on as it came. */
  private static boolean sends(String text, String event) {
    if (text.contains("new " + event + "(")) {
      return true;
    }
    return Pattern.compile("\\b" + event + " (\\w+)")
        .matcher(text)
        .results()
        .anyMatch(it -> text.matches("(?s).*append\\([^;]*, " + it.group(1) + "[,)].*"));
  }

  private static List<Path> sources(String service) throws IOException {
    try (Stream<Path> files = Files.walk(Tools.ROOT.resolve(service).resolve("src/main/java"))) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  private static String constant(String name) {
    try {
      return (String) Topics.class.getField(name).get(null);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
