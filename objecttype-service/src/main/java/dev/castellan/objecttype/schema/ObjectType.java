package dev.castellan.objecttype.schema;

import dev.castellan.contracts.Caller;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What objects of one kind have in common, at one version. */
public final class ObjectType {

  /**
   * The type apart from what belongs to it.
   *
   * @param log whether changes of its objects are logged
   * @param shortLength how many leading properties make the short name of an object
   * @param restricted whether rights have been given once, and it was not opened since
   */
  public record Head(
      UUID id,
      String name,
      boolean log,
      int shortLength,
      boolean restricted,
      Instant createdAt,
      Instant updatedAt,
      long version) {}

  private final Head head;
  private final List<Property> properties;
  private final List<Property> pointing;
  private final Set<UUID> relations;
  private final List<Access> access;
  private final Map<String, Property> byKeyAndName = new HashMap<>();

  /**
   * @param properties in the order in which they are shown
   * @param relations types whose objects its objects may be related to; empty for all
   */
  ObjectType(Head head, List<Property> properties, Set<UUID> relations, List<Access> access) {
    this.head = head;
    this.properties = List.copyOf(properties);
    this.pointing = properties.stream().filter(each -> each.type() == ValueType.OBJECT).toList();
    this.relations = Set.copyOf(relations);
    this.access = List.copyOf(access);
    for (Property each : properties) {
      byKeyAndName.put(each.name(), each);
      byKeyAndName.put(each.key(), each);
    }
  }

  public UUID id() {
    return head.id();
  }

  public String name() {
    return head.name();
  }

  public boolean log() {
    return head.log();
  }

  public long version() {
    return head.version();
  }

  public Head head() {
    return head;
  }

  public List<Property> properties() {
    return properties;
  }

  /** The properties whose values are objects. */
  public List<Property> pointing() {
    return pointing;
  }

  public Set<UUID> relations() {
    return relations;
  }

  public List<Access> access() {
    return access;
  }

  /** The properties that make the short name of an object. */
  public List<Property> leading() {
    return properties.subList(0, Math.min(head.shortLength(), properties.size()));
  }

  /** The property with that UUID or that name. */
  public Optional<Property> property(String keyOrName) {
    return Optional.ofNullable(byKeyAndName.get(keyOrName));
  }

  /**
   * @throws ServiceException 404 when the type has no property with that id
   */
  public Property property(UUID id) {
    return property(id.toString())
        .orElseThrow(() -> new ServiceException(ErrorCode.PROPERTY_NOT_FOUND));
  }

  /** Whether a text is what the property's pattern asks for; true without a pattern. */
  public boolean matches(Property property, String text) {
    return property.regex() == null || Patterns.of(property.regex()).matches(text);
  }

  /** Whether objects of both types may be related. */
  public boolean mayRelateTo(ObjectType other) {
    return (relations.isEmpty() || relations.contains(other.id()))
        && (other.relations.isEmpty() || other.relations.contains(id()));
  }

  /** Whether anybody may read and write its objects whom routes let. */
  public boolean open() {
    return !head.restricted() && access.isEmpty();
  }

  /**
   * Whether the caller has the right, if he may call the route at all. Where nobody was ever given
   * rights, routes decide alone, except about secrets.
   */
  public boolean allows(Caller caller, Right right) {
    return caller.admin()
        || open() && right != Right.REVEAL
        || access.stream()
            .anyMatch(each -> each.profile() == caller.profileId() && each.allows(right));
  }

  /**
   * @throws ServiceException 403 when the caller does not have the right
   */
  public void require(Caller caller, Right right) {
    if (!allows(caller, right)) {
      throw new ServiceException(ErrorCode.FORBIDDEN);
    }
  }
}
