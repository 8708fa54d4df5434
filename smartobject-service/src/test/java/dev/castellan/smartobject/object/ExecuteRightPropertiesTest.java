package dev.castellan.smartobject.object;

import static org.assertj.core.api.Assertions.assertThat;

import dev.castellan.contracts.Caller;
import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class ExecuteRightPropertiesTest {

  @Property
  void shouldLetAdminInWhateverIsListed(
      @ForAll boolean granted, @ForAll Set<@LongRange(min = 1, max = 9) Long> listed) {
    assertThat(ExecuteRight.decide(Caller.ADMIN_PROFILE, granted, listed).allow()).isTrue();
  }

  @Property
  void shouldLetOthersInExactlyWhenBothTheRouteAndTheObjectAreTheirs(
      @ForAll @LongRange(min = 2, max = 9) long profile,
      @ForAll boolean granted,
      @ForAll Set<@LongRange(min = 1, max = 9) Long> listed) {
    Set<Long> without = new HashSet<>(listed);
    without.remove(profile);
    Set<Long> with = new HashSet<>(listed);
    with.add(profile);

    assertThat(ExecuteRight.decide(profile, granted, without).allow()).isFalse();
    assertThat(ExecuteRight.decide(profile, granted, with).allow()).isEqualTo(granted);
  }

  @Property
  void shouldNameTheMissingRouteFirstAndDecideAloneOnTheProfile(
      @ForAll @LongRange(min = 2, max = 9) long profile,
      @ForAll Set<@LongRange(min = 1, max = 9) Long> listed,
      @ForAll long userId) {
    assertThat(ExecuteRight.decide(profile, false, listed))
        .isEqualTo(ExecuteRight.Verdict.ROUTE_NOT_GRANTED);
    assertThat(ExecuteRight.has(new Caller(userId, "x", profile, "x"), listed))
        .isEqualTo(ExecuteRight.decide(profile, true, listed).allow());
  }
}
