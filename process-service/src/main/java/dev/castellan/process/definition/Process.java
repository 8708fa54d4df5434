package dev.castellan.process.definition;

import dev.castellan.contracts.process.ProcessSnapshot;
import dev.castellan.process.espace.Espace;
import dev.castellan.web.failure.ServiceException;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** A stored process. Edits lock its row, so executions and editors never work on two versions. */
@Entity
@Table(name = "process")
@DynamicUpdate
class Process {

  /** Actions of one process, and inputs: each is planned, stored and written with every run. */
  static final int MOST = 200;

  @Id private long id;
  private String reference;
  private String name;

  @Column(name = "name_enable")
  private String nameEnable;

  @Column(name = "name_disable")
  private String nameDisable;

  private String description;

  @ManyToOne(fetch = FetchType.LAZY, optional = false)
  @JoinColumn(name = "espace_id")
  private Espace espace;

  private String icon;

  @Column(updatable = false)
  private String mode;

  private short enable;

  @JdbcTypeCode(SqlTypes.JSON)
  private List<ActionDefinition> actions;

  @JdbcTypeCode(SqlTypes.JSON)
  private List<InputDefinition> inputs;

  @JdbcTypeCode(SqlTypes.JSON)
  private List<Long> profiles;

  private long version;

  @Column(name = "created_at", updatable = false)
  private Instant createdAt;

  @Column(name = "updated_at")
  private Instant updatedAt;

  /** For Hibernate. */
  protected Process() {}

  Process(long id, ProcessRequest request, Espace espace) {
    this.id = id;
    this.reference = request.reference().strip();
    this.name = request.name();
    this.nameEnable = request.nameEnable();
    this.nameDisable = request.nameDisable();
    this.description = request.description();
    this.espace = espace;
    this.icon = request.icon();
    this.mode = request.mode().word();
    this.actions = List.of();
    this.inputs = List.of();
    this.profiles = List.of();
    this.version = 1;
    this.createdAt = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    this.updatedAt = createdAt;
  }

  long id() {
    return id;
  }

  String reference() {
    return reference;
  }

  long version() {
    return version;
  }

  Mode mode() {
    return Mode.of(mode);
  }

  Espace espace() {
    return espace;
  }

  List<ActionDefinition> actions() {
    return actions;
  }

  List<InputDefinition> inputs() {
    return inputs;
  }

  List<Long> profiles() {
    return profiles;
  }

  Optional<ActionDefinition> action(long actionId) {
    return actions.stream().filter(each -> each.id() == actionId).findFirst();
  }

  /** The input of that reference, or of that id when it is a number. */
  Optional<InputDefinition> input(String referenceOrId) {
    return inputs.stream()
        .filter(
            each ->
                each.reference().equals(referenceOrId)
                    || Long.toString(each.id()).equals(referenceOrId))
        .findFirst();
  }

  /** Takes over what a patch names; {@code null} leaves as it is. */
  void describe(ProcessPatch patch, Espace newEspace) {
    reference = patch.reference() == null ? reference : patch.reference().strip();
    name = Objects.requireNonNullElse(patch.name(), name);
    nameEnable = patch.nameEnable() == null ? nameEnable : patch.nameEnable();
    nameDisable = patch.nameDisable() == null ? nameDisable : patch.nameDisable();
    description = patch.description() == null ? description : patch.description();
    icon = patch.icon() == null ? icon : patch.icon();
    espace = newEspace == null ? espace : newEspace;
    if (patch.enable() != null) {
      enable = (short) (patch.enable() ? 1 : 0);
    }
    edited();
  }

  /**
   * Puts an action at a position, or at the end; one with the same id moves.
   *
   * @throws ServiceException 422 when there are too many with it
   */
  void put(ActionDefinition action, Integer position) {
    actions = placed("actions", actions, action, position, each -> each.id() == action.id());
    edited();
  }

  /** Writes its actions in another form that means the same; that is no edit. */
  void rewrite(UnaryOperator<ActionDefinition> form) {
    actions = actions.stream().map(form).toList();
  }

  void put(InputDefinition input, Integer position) {
    inputs = placed("inputs", inputs, input, position, each -> each.id() == input.id());
    edited();
  }

  /** Whether the action was there. */
  boolean removeAction(long actionId) {
    int before = actions.size();
    actions = actions.stream().filter(each -> each.id() != actionId).toList();
    return changed(actions.size() != before);
  }

  void remove(InputDefinition input) {
    inputs = inputs.stream().filter(each -> each.id() != input.id()).toList();
    edited();
  }

  /** Whether the profile was not listed before. */
  boolean grant(long profile) {
    if (profiles.contains(profile)) {
      return false;
    }
    List<Long> more = new ArrayList<>(profiles);
    more.add(profile);
    profiles = more;
    return changed(true);
  }

  /** Whether the profile was listed. */
  boolean revoke(long profile) {
    int before = profiles.size();
    profiles = profiles.stream().filter(each -> each != profile).toList();
    return changed(profiles.size() != before);
  }

  /** The first version is the one that is stored first, however many parts it was made of. */
  void firstVersion() {
    version = 1;
    updatedAt = createdAt;
  }

  ProcessSnapshot snapshot() {
    List<Long> objects =
        actions.stream()
            .map(each -> each.source().id())
            .filter(Objects::nonNull)
            .distinct()
            .toList();
    return new ProcessSnapshot(
        id, reference, name, mode, enable, espace.id(), objects, List.copyOf(profiles), version);
  }

  ProcessView view(List<ActionView> actionViews, List<ProfileView> profileViews) {
    return new ProcessView(
        id,
        reference,
        name,
        nameEnable,
        nameDisable,
        description,
        espace.view(),
        icon,
        mode(),
        enable,
        actionViews,
        inputs,
        profileViews,
        createdAt,
        updatedAt,
        version,
        null);
  }

  private boolean changed(boolean really) {
    if (really) {
      edited();
    }
    return really;
  }

  private void edited() {
    version++;
    updatedAt = Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }

  /** The list with an element put in place of the one that it replaces, or moved. */
  private static <T> List<T> placed(
      String name, List<T> list, T element, Integer position, Predicate<T> same) {
    List<T> fresh = new ArrayList<>(list);
    int present = -1;
    for (int i = 0; i < fresh.size(); i++) {
      if (same.test(fresh.get(i))) {
        present = i;
      }
    }
    if (present >= 0) {
      fresh.remove(present);
    } else if (fresh.size() >= MOST) {
      throw ServiceException.invalid(name, "must not be more than " + MOST);
    }
    int usual = present >= 0 ? present : fresh.size();
    fresh.add(position == null ? usual : Math.min(position, fresh.size()), element);
    return fresh;
  }
}
