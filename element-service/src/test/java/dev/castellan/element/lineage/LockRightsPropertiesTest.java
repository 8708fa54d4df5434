package dev.castellan.element.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.element.document.ElementReader.Read;
import dev.castellan.element.document.RightsWorlds;
import dev.castellan.element.lineage.LockService.Kind;
import dev.castellan.element.structure.Field;
import dev.castellan.element.structure.Right;
import dev.castellan.web.failure.ErrorCode;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Who may release which lock, and what is shown of it, whichever fields he may read. */
class LockRightsPropertiesTest extends RightsWorlds {

  @Property(tries = 600)
  void shouldDecideByRightsAndHolderAlone(
      @ForAll("draws") List<Draw> draws,
      @ForAll("rights") Rights rights,
      @ForAll("anybody") String profile,
      @ForAll("states") State state,
      @ForAll Kind kind) {
    List<Field> all = fields(draws, profile);
    Read with = element(all, rights, profile, state);
    Read without = element(open(all), rights, profile, state);

    for (Read read : List.of(with, without)) {
      assertThat(decision(() -> LockService.checkOpen(read.row(), read.viewer())))
          .startsWith(opened(rights, profile, state));
      if (state.locked()) {
        assertThat(decision(() -> LockService.checkReleasable(read.row(), kind, read.viewer())))
            .startsWith(released(rights, profile, state, kind));
        assertThat(decision(() -> LockService.checkReleasable(read.row(), null, read.viewer())))
            .startsWith(released(rights, profile, state, null));
      }
    }
    assertThat(LockData.of(with, kind)).isEqualTo(LockData.of(without, kind));
  }

  private static String opened(Rights rights, String profile, State state) {
    boolean may =
        rights.allow(Right.EDIT, profile) || rights.allow(Right.UNLOCK, profile) && state.locked();
    return may && !state.structure() ? YES : ErrorCode.ELEMENT_EDIT_DENIED.name();
  }

  /**
   * @param kind that is asked for; null for any
   */
  private static String released(Rights rights, String profile, State state, Kind kind) {
    if (kind == Kind.TEMPORARY && !state.temporary()) {
      return ErrorCode.ELEMENT_LOCK_IS_PERMANENT.name();
    }
    if (kind == Kind.PERMANENT && state.temporary()) {
      return ErrorCode.ELEMENT_LOCK_IS_TEMPORARY.name();
    }
    return state.lockedByAnother() && !rights.allow(Right.UNLOCK, profile)
        ? ErrorCode.ELEMENT_UNLOCK_REFUSED.name()
        : YES;
  }
}
