package dev.castellan.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who may talk to whom: as docs/architecture.md says it, and as NetworkPolicies open it. */
final class NetworkMap {

  /** One way that is open, e.g. gateway → services : 8080. */
  record Flow(String from, String to, int port) implements Comparable<Flow> {
    @Override
    public int compareTo(Flow other) {
      return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
      return from + " → " + to + " : " + port;
    }
  }

  private static final String EVERY_POD = "every pod";
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| ([^|]+) \\| ([^|]+) \\| ([0-9, ]+) \\| [^|]+ \\|$");
  private static final int API_SERVER_PORT = 6443;

  /** Places outside the cluster, each opened by the policy of its name. */
  private static final Set<String> OUTSIDE = Set.of("devices", "issuer");

  private NetworkMap() {}

  /** The rows of the table under the heading "In a cluster". */
  static Set<Flow> documented() {
    try {
      String text = Files.readString(Tools.ROOT.resolve("docs/architecture.md"));
      String section = text.substring(text.indexOf("### In a cluster"));
      Matcher row = ROW.matcher(section.substring(0, section.indexOf("\n## ")));
      Set<Flow> flows = new TreeSet<>();
      while (row.find()) {
        for (String from : row.group(1).split(", ")) {
          for (String to : row.group(2).split(", ")) {
            for (String port : row.group(3).split(", ")) {
              flows.add(new Flow(plain(from), plain(to), Integer.parseInt(port.strip())));
            }
          }
        }
      }
      return flows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What policies let into pods. */
  static Set<Flow> ingress(Manifests manifests) {
    return Stream.concat(
            opened(manifests, "ingress", "from"),
            manifests.kind("Kafka").flatMap(NetworkMap::listeners))
        .map(ends -> new Flow(ends.get(1), ends.get(0), Integer.parseInt(ends.get(2))))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What policies let out of pods. */
  static Set<Flow> egress(Manifests manifests) {
    return opened(manifests, "egress", "to")
        .map(ends -> new Flow(ends.get(0), ends.get(1), Integer.parseInt(ends.get(2))))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Each opening as the pods it is for, their peer, and a port. */
  private static Stream<List<String>> opened(Manifests manifests, String direction, String peers) {
    List<List<String>> found = new ArrayList<>();
    manifests
        .kind("NetworkPolicy")
        .forEach(
            policy -> {
              for (JsonNode rule : policy.at("/spec/" + direction)) {
                combine(
                    found,
                    Manifests.name(policy),
                    pods(policy.at("/spec/podSelector")),
                    rule.get(peers),
                    rule.get("ports"));
              }
            });
    return found.stream();
  }

  private static void combine(
      List<List<String>> found, String policy, List<String> pods, JsonNode peers, JsonNode ports) {
    if (peers == null || peers.isEmpty() || ports == null || ports.isEmpty()) {
      throw new AssertionError("a rule without peers or ports opens everything");
    }
    for (JsonNode peer : peers) {
      for (JsonNode port : ports) {
        if (!port.path("port").isInt() || port.has("endPort")) {
          throw new AssertionError("a port is one number: " + port);
        }
        for (String pod : pods) {
          for (String other : peer(policy, peer, port.get("port").asInt())) {
            found.add(List.of(pod, other, port.get("port").asText()));
          }
        }
      }
    }
  }

  private static Stream<List<String>> listeners(JsonNode kafka) {
    List<List<String>> found = new ArrayList<>();
    for (JsonNode listener : kafka.at("/spec/kafka/listeners")) {
      JsonNode peers = listener.path("networkPolicyPeers");
      if (peers.isEmpty()) {
        throw new AssertionError("a listener without peers is open to all: " + listener);
      }
      for (JsonNode peer : peers) {
        for (String other : peer("listener", peer, listener.get("port").asInt())) {
          found.add(List.of("broker", other, listener.get("port").asText()));
        }
      }
    }
    return found.stream();
  }

  private static List<String> peer(String policy, JsonNode peer, int port) {
    if (peer.has("ipBlock")) {
      return List.of(outside(policy, peer.at("/ipBlock/cidr").asText(), port));
    }
    JsonNode namespace = peer.get("namespaceSelector");
    if (namespace == null) {
      return pods(peer.get("podSelector"));
    }
    String name = namespace.at("/matchLabels/kubernetes.io~1metadata.name").asText();
    if (name.isEmpty() || namespace.get("matchLabels").size() != 1) {
      throw new AssertionError("a namespace is named by its name: " + namespace);
    }
    return List.of(
        peer.at("/podSelector/matchLabels/k8s-app").asText().equals("kube-dns") ? "dns" : name);
  }

  /** Addresses outside the cluster: its API server, or what the policy is named after. */
  private static String outside(String policy, String cidr, int port) {
    if (cidr.equals("0.0.0.0/0") && port == API_SERVER_PORT) {
      return "api-server";
    }
    int length = Integer.parseInt(cidr.substring(cidr.indexOf('/') + 1));
    if (length < 8 || cidr.startsWith("169.254.") || cidr.startsWith("127.")) {
      throw new AssertionError("too wide, or not outside: " + cidr);
    }
    if (!OUTSIDE.contains(policy)) {
      throw new AssertionError(policy + " is not named after a place outside: " + cidr);
    }
    return policy;
  }

  private static List<String> pods(JsonNode selector) {
    if (selector.isEmpty()) {
      return List.of(EVERY_POD);
    }
    if (selector.path("matchLabels").has("app.kubernetes.io/name")) {
      return List.of(selector.at("/matchLabels/app.kubernetes.io~1name").asText());
    }
    List<String> roles = new ArrayList<>();
    if (selector.path("matchLabels").has("castellan.dev/role")) {
      roles.add(selector.at("/matchLabels/castellan.dev~1role").asText());
    }
    for (JsonNode expression : selector.path("matchExpressions")) {
      if (!expression.path("key").asText().equals("castellan.dev/role")
          || !expression.path("operator").asText().equals("In")) {
        throw new AssertionError("roles are named one by one: " + expression);
      }
      expression.get("values").forEach(value -> roles.add(value.asText()));
    }
    if (roles.isEmpty()) {
      throw new AssertionError("pods are selected by role or name: " + selector);
    }
    return roles.stream().map(NetworkMap::plain).toList();
  }

  private static String plain(String name) {
    return switch (name.strip().replace("`", "")) {
      case "door" -> "gateway";
      case "service" -> "services";
      case String other -> other;
    };
  }
}
