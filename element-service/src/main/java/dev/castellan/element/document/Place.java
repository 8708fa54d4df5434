package dev.castellan.element.document;

import dev.castellan.element.document.ElementReader.Read;
import dev.castellan.element.structure.Right;
import dev.castellan.element.structure.Structure;
import dev.castellan.web.failure.ErrorCode;
import dev.castellan.web.failure.ServiceException;
import java.util.Map;
import java.util.Optional;

/**
 * How a path leads to an element, and what must hold on the way.
 *
 * @param family name of the structure that the path names; null for none
 * @param trash whether the path leads to the trash; null when both are looked at
 */
public record Place(DocRef ref, String family, Boolean trash, Refusals refusals) {

  /** {@code /smart-elements/{docid}}. */
  public static Place element(DocRef ref) {
    return new Place(ref, null, false, Refusals.ELEMENT);
  }

  /** {@code /smart-structures/{family}/smart-elements/{docid}}. */
  public static Place inStructure(String family, DocRef ref) {
    return new Place(ref, family, false, Refusals.ELEMENT);
  }

  /** {@code /trash/{docid}}. */
  public static Place inTrash(DocRef ref) {
    return new Place(ref, null, true, Refusals.ELEMENT);
  }

  /** The same place, looked at for what belongs to the element. */
  public Place forParts() {
    return new Place(ref, family, trash, Refusals.PART);
  }

  /** The same place, whether or not the element is in the trash. */
  public Place deletedOrNot() {
    return new Place(ref, family, null, refusals);
  }

  /**
   * @throws ServiceException 404 when the structure that the path names does not exist
   */
  public void checkFamily(Viewer viewer) {
    if (family != null) {
      structure(viewer, family);
    }
  }

  /**
   * The element, if the viewer may view it here.
   *
   * @throws ServiceException 403 or 404
   */
  public Read check(Optional<Read> found, Viewer viewer) {
    Read read = found.orElseThrow(() -> missing(viewer));
    ElementRow row = read.row();
    if (family != null) {
      Structure wanted = structure(read.viewer(), family);
      if (row.structure() || !read.viewer().view(row).structure().is(wanted)) {
        throw new ServiceException(ErrorCode.ELEMENT_OF_ANOTHER_STRUCTURE);
      }
    }
    if (!read.viewer().may(Right.VIEW, row)) {
      throw new ServiceException(refusals.denied());
    }
    if (Boolean.FALSE.equals(trash) && row.deleted()) {
      throw new ServiceException(
          refusals.deleted(), refusals.deleted().title(), Map.of("uri", Uris.of(row)));
    }
    if (Boolean.TRUE.equals(trash) && !row.deleted()) {
      throw new ServiceException(ErrorCode.ELEMENT_NOT_IN_TRASH);
    }
    return read;
  }

  private ServiceException missing(Viewer viewer) {
    checkFamily(viewer);
    return new ServiceException(refusals.missing());
  }

  /**
   * The structure of that name.
   *
   * @throws ServiceException 404 when there is none
   */
  public static Structure structure(Viewer viewer, String name) {
    return viewer
        .structures()
        .find(name)
        .orElseThrow(() -> new ServiceException(ErrorCode.STRUCTURE_NOT_FOUND));
  }
}
