package dev.castellan.web.security;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.FieldError;
import dev.castellan.web.failure.ServiceException;
import dev.castellan.web.json.ObjectRef;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Finds the profile that a request points at, by id or by name. */
@ApplicationScoped
public class ProfileResolver {

  /** A profile made a moment ago may still be on its way here. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private static final long PAUSE_MILLIS = 20;

  private final IdentityDirectory identities;

  ProfileResolver(IdentityDirectory identities) {
    this.identities = identities;
  }

  /** As {@link #require(String, ObjectRef)}, for a path segment. */
  public long require(String field, String text) {
    return require(field, ObjectRef.of(TextNode.valueOf(text)));
  }

  /**
   * @param field name of the member that holds the pointer, for the error
   * @return id of a profile that exists
   * @throws ServiceException 422 {@code profile-unknown} when there is none after a second
   */
  public long require(String field, ObjectRef ref) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Optional<Long> found = find(ref);
    while (found.isEmpty() && System.nanoTime() < deadline) {
      pause();
      found = find(ref);
    }
    return found.orElseThrow(
        () ->
            new ServiceException(
                ErrorCode.PROFILE_UNKNOWN,
                ErrorCode.PROFILE_UNKNOWN.title(),
                List.of(new FieldError(field, "is not a known profile"))));
  }

  private Optional<Long> find(ObjectRef ref) {
    Optional<Long> byName =
        ref.name() == null ? Optional.empty() : identities.profileId(ref.name());
    Long id = ref.id() != null ? ref.id() : ref.nameAsId();
    return byName.isPresent() || id == null
        ? byName
        : Optional.of(id).filter(each -> identities.profileName(each).isPresent());
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServiceException(ErrorCode.UNAVAILABLE);
    }
  }
}
