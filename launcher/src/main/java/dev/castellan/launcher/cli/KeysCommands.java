package dev.castellan.launcher.cli;

import dev.castellan.launcher.state.Secrets;
import dev.castellan.launcher.state.StateFolder;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** New keys: one signs what the suite says, the other one hides what it keeps. */
@Command(
    name = "keys",
    mixinStandardHelpOptions = true,
    description = "Puts new keys into use.",
    subcommands = {KeysCommands.Signing.class, KeysCommands.Encryption.class})
final class KeysCommands implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say which: rotate-signing, rotate-secrets");
  }

  @Command(
      name = "rotate-signing",
      mixinStandardHelpOptions = true,
      description = "Has the gateway sign tokens with a new key; tokens of the old one stay good.")
  static final class Signing implements Callable<Integer> {

    @Mixin private StateOption state;

    @Override
    public Integer call() {
      Console.line(
          RunningSuite.login(state.folder(), "admin")
                  .post("/auth/keys", Map.of())
                  .path("kid")
                  .asText()
              + " is published and signs in two minutes");
      return 0;
    }
  }

  @Command(
      name = "rotate-secrets",
      mixinStandardHelpOptions = true,
      description = "Adds an encryption key; after the next start all secrets are put under it.")
  static final class Encryption implements Callable<Integer> {

    @Mixin private StateOption state;

    @Override
    public Integer call() {
      StateFolder folder = state.folder().open();
      Console.line(
          new Secrets(folder).rotateEncryptionKeys()
              + " is the current key from the next start on: ./castellan down, ./castellan up");
      return 0;
    }
  }
}
