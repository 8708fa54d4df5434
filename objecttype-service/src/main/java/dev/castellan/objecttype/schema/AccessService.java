package dev.castellan.objecttype.schema;

import dev.castellan.contracts.Caller;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import dev.castellan.web.security.IdentityDirectory;
import dev.castellan.web.security.ProfileResolver;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/** Who may do what with the objects of a type. */
@ApplicationScoped
class AccessService {

  private static final String SAVE =
      """
      insert into type_access
        (type_id, profile_id, may_read, may_create, may_update, may_delete, may_reveal)
      values (?, ?, ?, ?, ?, ?, ?)
      on conflict (type_id, profile_id) do update set may_read = excluded.may_read,
        may_create = excluded.may_create, may_update = excluded.may_update,
        may_delete = excluded.may_delete, may_reveal = excluded.may_reveal
      """;

  private final SchemaChange change;
  private final TypeEditor editor;
  private final ProfileResolver profiles;
  private final IdentityDirectory identities;
  private final Catalogue catalogue;

  AccessService(
      SchemaChange change,
      TypeEditor editor,
      ProfileResolver profiles,
      IdentityDirectory identities,
      Catalogue catalogue) {
    this.change = change;
    this.editor = editor;
    this.profiles = profiles;
    this.identities = identities;
    this.catalogue = catalogue;
  }

  List<AccessView> list(UUID typeId) {
    return catalogue.type(typeId).access().stream().map(this::view).toList();
  }

  AccessView one(UUID typeId, String profile) {
    long id = profiles.require("profile", profile);
    return list(typeId).stream()
        .filter(each -> each.id() == id)
        .findFirst()
        .orElseThrow(() -> new ServiceException(ErrorCode.ACCESS_NOT_FOUND));
  }

  /** Gives the profiles exactly these rights, and others none of their own. */
  @Transactional
  public void replace(UUID typeId, AccessListRequest request, Caller caller) {
    List<Access> wanted = request.access().stream().map(this::access).toList();
    editor.edit(
        typeId,
        caller,
        TypeView::of,
        (schema, type) -> {
          restrict(typeId);
          change.execute("delete from type_access where type_id = ?", typeId);
          wanted.forEach(each -> save(typeId, each));
          return Set.of();
        });
  }

  /**
   * Gives a profile exactly these rights.
   *
   * @return them, and whether it had none of its own before
   */
  @Transactional
  public Given give(UUID typeId, AccessRequest request, Caller caller) {
    Access wanted = access(request);
    AtomicBoolean added = new AtomicBoolean();
    editor.edit(
        typeId,
        caller,
        TypeView::of,
        (schema, type) -> {
          added.set(type.access().stream().noneMatch(each -> each.profile() == wanted.profile()));
          restrict(typeId);
          save(typeId, wanted);
          return Set.of();
        });
    return new Given(view(wanted), added.get());
  }

  /** Rights that a profile has been given. */
  record Given(AccessView access, boolean added) {}

  @Transactional
  public void take(UUID typeId, String profile, Caller caller) {
    long id = profiles.require("profile", profile);
    editor.edit(
        typeId,
        caller,
        TypeView::of,
        (schema, type) -> {
          int gone =
              change.execute(
                  "delete from type_access where type_id = ? and profile_id = ?", typeId, id);
          restrict(typeId);
          if (gone == 0) {
            throw new ServiceException(ErrorCode.ACCESS_NOT_FOUND);
          }
          return Set.of();
        });
  }

  /** From now on, and even when all rights are taken away again. */
  private void restrict(UUID typeId) {
    change.execute("update objecttype set restricted = true where id = ?", typeId);
  }

  private void save(UUID typeId, Access access) {
    change.execute(
        SAVE,
        typeId,
        access.profile(),
        access.read(),
        access.create(),
        access.update(),
        access.delete(),
        access.reveal());
  }

  private Access access(AccessRequest request) {
    return new Access(
        profiles.require("profile", request.profile()),
        Boolean.TRUE.equals(request.read()),
        Boolean.TRUE.equals(request.create()),
        Boolean.TRUE.equals(request.update()),
        Boolean.TRUE.equals(request.delete()),
        Boolean.TRUE.equals(request.reveal()));
  }

  private AccessView view(Access access) {
    return new AccessView(
        access.profile(),
        identities.profileName(access.profile()).orElse(null),
        access.read(),
        access.create(),
        access.update(),
        access.delete(),
        access.reveal());
  }
}
