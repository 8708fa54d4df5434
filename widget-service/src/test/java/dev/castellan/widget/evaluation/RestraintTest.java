package dev.castellan.widget.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RestraintTest {

  private final List<Long> heard = new ArrayList<>();
  private final List<Runnable> rests = new ArrayList<>();
  private final Restraint restraint = new Restraint(rests::add, heard::add);

  @Test
  void shouldTellTheFirstAtOnceAndAllThatFollowInTheRestAsOne() {
    restraint.happened(1);
    restraint.happened(1);
    restraint.happened(1);
    restraint.happened(2);
    assertThat(heard).containsExactly(1L, 2L);

    rests.get(0).run();

    assertThat(heard).containsExactly(1L, 2L, 1L);
    restraint.happened(1);
    assertThat(heard).as("the rest has begun anew").hasSize(3);
  }

  @Test
  void shouldTellAtOnceAgainAfterARestInWhichNothingHappened() {
    restraint.happened(1);
    rests.get(0).run();
    assertThat(heard).containsExactly(1L);

    restraint.happened(1);

    assertThat(heard).containsExactly(1L, 1L);
    assertThat(rests).hasSize(2);
  }
}
