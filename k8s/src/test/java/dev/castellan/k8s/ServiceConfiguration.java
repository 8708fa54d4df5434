package dev.castellan.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * The environment names that a packaged service really reads: those of the Quarkus extensions in
 * it, of its configuration interfaces, of the placeholders of its properties, and of Kafka's
 * clients.
 */
final class ServiceConfiguration {

  private static final String MODEL = "META-INF/quarkus-config-doc/quarkus-config-model.json";
  private static final String MAPPING = "io.smallrye.config.ConfigMapping";
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Z0-9_]+)[:}]");

  /** How the model spells a key that its user chooses, in the middle or at the end. */
  private static final String MAP_KEY = "__[A-Z0-9]+(?:_[A-Z0-9]+)*_(_|$)";

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Map<String, ServiceConfiguration> KNOWN = new ConcurrentHashMap<>();

  private final Set<String> names = new TreeSet<>();

  private ServiceConfiguration(String service) throws IOException {
    Path app = Tools.ROOT.resolve(service).resolve("target/quarkus-app");
    if (!Files.isDirectory(app)) {
      throw Tools.missing(service + " is not packaged");
    }
    try (Stream<Path> jars = Files.list(app.resolve("lib/main"))) {
      for (Path jar : jars.toList()) {
        readModel(jar);
      }
    }
    List<Path> ours =
        Stream.of(service, "platform/web", "platform/messaging").map(Tools.ROOT::resolve).toList();
    for (Path module : ours) {
      readPlaceholders(module.resolve("target/classes"));
      new ClassFileImporter()
          .importPath(module.resolve("target/classes")).stream()
              .filter(type -> type.isAnnotatedWith(MAPPING))
              .forEach(this::readMapping);
    }
    Stream.concat(ProducerConfig.configNames().stream(), ConsumerConfig.configNames().stream())
        .map(name -> environmentName("kafka." + name))
        .forEach(names::add);
  }

  static ServiceConfiguration of(String service) {
    return KNOWN.computeIfAbsent(
        service,
        name -> {
          try {
            return new ServiceConfiguration(name);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /** Whether setting this name changes anything. */
  boolean reads(String name) {
    return names.contains(name) || names.stream().anyMatch(it -> isOfMap(it) && name.matches(it));
  }

  private void readModel(Path jar) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      ZipEntry entry = zip.getEntry(MODEL);
      if (entry != null) {
        try (InputStream in = zip.getInputStream(entry)) {
          JsonNode model = JSON.readTree(in);
          // What is fixed when a service is built cannot be set by its environment.
          model.findParents("path").stream()
              .filter(it -> it.path("phase").asText().equals("RUN_TIME"))
              .map(it -> it.at("/path/environmentVariable").asText())
              .forEach(it -> names.add(it.replaceAll(MAP_KEY, "_[A-Z0-9_]+$1")));
        }
      }
    }
  }

  private void readMapping(JavaClass type) {
    Object prefix = type.getAnnotationOfType(MAPPING).getProperties().get("prefix");
    readMembers(String.valueOf(prefix), type);
  }

  private void readMembers(String prefix, JavaClass type) {
    for (JavaMethod method : type.getMethods()) {
      String key =
          method
              .tryGetAnnotationOfType("io.smallrye.config.WithName")
              .map(it -> String.valueOf(it.get("value").orElseThrow()))
              .orElseGet(() -> kebab(method.getName()));
      boolean isParent = method.isAnnotatedWith("io.smallrye.config.WithParentName");
      String name = isParent ? prefix : prefix + "." + key;
      JavaClass returned = method.getRawReturnType();
      if (returned.getName().equals("java.util.Map")) {
        names.add(environmentName(name) + "_[A-Z0-9_]+");
      } else if (returned.isInterface() && returned.getPackageName().startsWith("dev.castellan")) {
        readMembers(name, returned);
      } else {
        names.add(environmentName(name));
      }
    }
  }

  private void readPlaceholders(Path classes) throws IOException {
    for (String each :
        List.of("application.properties", "META-INF/microprofile-config.properties")) {
      if (Files.exists(classes.resolve(each))) {
        Matcher placeholder = PLACEHOLDER.matcher(Files.readString(classes.resolve(each)));
        while (placeholder.find()) {
          names.add(placeholder.group(1));
        }
      }
    }
  }

  private static boolean isOfMap(String name) {
    return name.contains("[");
  }

  private static String kebab(String method) {
    return method.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
  }

  private static String environmentName(String key) {
    return key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }
}
