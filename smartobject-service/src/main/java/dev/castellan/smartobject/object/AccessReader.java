package dev.castellan.smartobject.object;

import dev.castellan.contracts.Caller;
import dev.castellan.web.etag.Part;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import dev.castellan.web.security.IdentityDirectory;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Explains the decisions of {@link ExecuteRight}. */
@ApplicationScoped
class AccessReader {

  private final SmartobjectReader objects;
  private final IdentityDirectory identities;

  AccessReader(SmartobjectReader objects, IdentityDirectory identities) {
    this.objects = objects;
    this.identities = identities;
  }

  /**
   * @param action null for any action of the object
   * @throws ServiceException 404 when there is no such object, or it has no such action
   */
  Part<AccessView> of(long smartobjectId, String action, Caller caller) {
    SmartobjectView object =
        objects
            .one(smartobjectId, caller)
            .orElseThrow(() -> new ServiceException(ErrorCode.SMARTOBJECT_NOT_FOUND));
    if (action != null && object.actions().stream().noneMatch(each -> each.id().equals(action))) {
      throw new ServiceException(ErrorCode.ACTION_NOT_FOUND);
    }
    Set<Long> listed =
        object.profiles().stream().map(SmartobjectView.ProfileView::id).collect(Collectors.toSet());
    ExecuteRight.Verdict mine = ExecuteRight.direct(caller.profileId(), identities, listed);
    Set<Long> known = new TreeSet<>(identities.profileIds());
    known.addAll(listed);
    List<AccessView.ProfileAccess> profiles =
        known.stream()
            .map(id -> profile(id, listed))
            .filter(each -> caller.admin() || each.allow() || each.id() == caller.profileId())
            .toList();
    return new Part<>(
        new AccessView(
            smartobjectId, action, mine.allow(), AccessView.word(mine), mine.message(), profiles),
        object.version());
  }

  private AccessView.ProfileAccess profile(long id, Collection<Long> listed) {
    return AccessView.ProfileAccess.of(
        id, identities.profileName(id).orElse(null), ExecuteRight.direct(id, identities, listed));
  }
}
