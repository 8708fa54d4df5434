package dev.castellan.launcher.cli;

import dev.castellan.launcher.demo.Demo;
import dev.castellan.launcher.state.Secrets;
import dev.castellan.launcher.state.StateFolder;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = "Loads the demo data where they are missing and runs the demo process.")
final class DemoCommand implements Callable<Integer> {

  @Mixin private StateOption state;

  @Override
  public Integer call() {
    StateFolder folder = state.folder();
    Demo demo = new Demo(RunningSuite.gateway(folder), new Secrets(folder));
    demo.load();
    demo.execute(Console::line);
    return 0;
  }
}
