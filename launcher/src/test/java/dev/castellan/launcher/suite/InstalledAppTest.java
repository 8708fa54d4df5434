package dev.castellan.launcher.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.castellan.launcher.standin.StandInHome;
import dev.castellan.launcher.state.StateFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstalledAppTest {

  private static final ServiceProgram WIDGET = new ServiceProgram("widget-service", "widget");
  private static final Environment RECORDED =
      new Environment(Map.of("CASTELLAN_STARTUP_CACHE", "record"));

  @TempDir Path folder;
  private Path home;
  private StateFolder state;

  @BeforeEach
  void build() throws Exception {
    home = StandInHome.in(folder.resolve("home"));
    state = new StateFolder(folder.resolve("state")).open();
  }

  @Test
  void shouldOutliveTheBuildItCameFrom() throws Exception {
    InstalledApp app = InstalledApp.of(WIDGET, home, state);
    byte[] before = Files.readAllBytes(app.jar());

    StateFolder.deleteTree(home);

    assertThat(Files.readAllBytes(app.jar())).isEqualTo(before);
  }

  @Test
  void shouldGiveWayToANewBuildTogetherWithItsStartupCache() throws Exception {
    Path cache = InstalledApp.of(WIDGET, home, state).companion("startup.aot");
    Files.writeString(cache, "of the old build");
    assertThat(InstalledApp.of(WIDGET, home, state).companion("startup.aot")).exists();
    Path built = WIDGET.jar(home);
    Files.delete(built);
    Files.writeString(built, "new build");

    InstalledApp app = InstalledApp.of(WIDGET, home, state);

    assertThat(app.jar()).content().isEqualTo("new build");
    assertThat(cache).doesNotExist();
  }

  @Test
  void shouldRecordOnceAndUseWhatWasRecorded() throws Exception {
    assumeThat(Runtime.version().feature()).isGreaterThanOrEqualTo(25);
    InstalledApp app = InstalledApp.of(WIDGET, home, state);
    StartupCache first = new StartupCache(app, RECORDED);
    String option = first.options().getFirst();
    assertThat(option).startsWith("-XX:AOTCacheOutput=");
    Files.writeString(Path.of(option.substring(option.indexOf('=') + 1)), "cache");

    first.keep();

    StartupCache second = new StartupCache(app, RECORDED);
    assertThat(second.isRecording()).isFalse();
    assertThat(second.options().getFirst()).startsWith("-XX:AOTCache=");
    assertThat(options(app, Map.of())).isEqualTo(second.options());
    assertThat(options(app, Map.of("CASTELLAN_STARTUP_CACHE", "off"))).isEmpty();
  }

  @Test
  void shouldNotRecordUnasked() {
    InstalledApp app = InstalledApp.of(WIDGET, home, state);

    assertThat(options(app, Map.of())).isEmpty();
  }

  private static List<String> options(InstalledApp app, Map<String, String> variables) {
    return new StartupCache(app, new Environment(variables)).options();
  }
}
