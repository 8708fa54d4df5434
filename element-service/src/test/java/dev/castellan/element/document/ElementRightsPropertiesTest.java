package dev.castellan.element.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.element.document.ElementReader.Read;
import dev.castellan.element.structure.Field;
import dev.castellan.element.structure.Right;
import dev.castellan.web.failure.ErrorCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Rights and locks alone decide who may do what; which fields he may read has no say in it. */
class ElementRightsPropertiesTest extends RightsWorlds {

  @Property(tries = 600)
  void shouldDecideByRightsAndLocksAlone(
      @ForAll("draws") List<Draw> draws,
      @ForAll("rights") Rights rights,
      @ForAll("anybody") String profile,
      @ForAll("states") State state) {
    List<Field> all = fields(draws, profile);
    Read with = element(all, rights, profile, state);
    Read without = element(open(all), rights, profile, state);
    boolean views = rights.allow(Right.VIEW, profile);
    boolean edits = rights.allow(Right.EDIT, profile);

    for (Read read : List.of(with, without)) {
      ElementRow row = read.row();
      Viewer viewer = read.viewer();
      assertThat(decision(() -> place().deletedOrNot().check(Optional.of(read), viewer)))
          .startsWith(views ? YES : ErrorCode.ELEMENT_VIEW_DENIED.name());
      assertThat(decision(() -> place().check(Optional.of(read), viewer)))
          .startsWith(seen(views, state));
      assertThat(viewer.structures().viewable(viewer.caller()).contains(STRUCTURE))
          .isEqualTo(views);
      assertThat(decision(() -> ElementService.checkEditable(row, viewer)))
          .startsWith(edited(edits, state));
      assertThat(decision(() -> ElementService.checkDeletable(row, viewer)))
          .startsWith(deleted(rights.allow(Right.DELETE, profile), state));
      assertThat(viewer.view(STRUCTURE).may(Right.CREATE))
          .isEqualTo(rights.allow(Right.CREATE, profile));
      assertThat(readOnly(row, viewer))
          .isEqualTo(!edits || state.structure() || state.deleted() || state.lockedByAnother());
    }
  }

  private static Place place() {
    return Place.element(DocRef.of("20"));
  }

  private static String seen(boolean views, State state) {
    if (!views) {
      return ErrorCode.ELEMENT_VIEW_DENIED.name();
    }
    return state.deleted() ? ErrorCode.ELEMENT_DELETED.name() : YES;
  }

  private static String edited(boolean edits, State state) {
    if (state.structure()) {
      return ErrorCode.STRUCTURE_NOT_EDITABLE_HERE.name();
    }
    return edits && !state.lockedByAnother() ? YES : ErrorCode.ELEMENT_EDIT_DENIED.name();
  }

  private static String deleted(boolean deletes, State state) {
    if (state.structure()) {
      return ErrorCode.STRUCTURE_NOT_EDITABLE_HERE.name();
    }
    if (!deletes) {
      return ErrorCode.ELEMENT_DELETE_DENIED.name();
    }
    return state.lockedByAnother() ? ErrorCode.ELEMENT_DELETE_FAILED.name() : YES;
  }

  private static boolean readOnly(ElementRow row, Viewer viewer) {
    Map<?, ?> security =
        (Map<?, ?>) Properties.of(row, viewer, List.of("security")).get("security");
    return (Boolean) security.get("readOnly");
  }
}
