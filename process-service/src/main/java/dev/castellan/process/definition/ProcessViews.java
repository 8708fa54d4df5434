package dev.castellan.process.definition;

import dev.castellan.process.definition.ActionDefinition.Compensation;
import dev.castellan.process.definition.ActionView.Argument;
import dev.castellan.process.definition.ActionView.CompensationView;
import dev.castellan.process.smartobjects.Catalogue;
import dev.castellan.web.security.IdentityDirectory;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes views; objects, actions and profiles go by their present names. */
@ApplicationScoped
class ProcessViews {

  private final Catalogue catalogue;
  private final DefinedSecrets secrets;
  private final IdentityDirectory identities;

  ProcessViews(Catalogue catalogue, DefinedSecrets secrets, IdentityDirectory identities) {
    this.catalogue = catalogue;
    this.secrets = secrets;
    this.identities = identities;
  }

  ProcessView view(Process process) {
    List<ActionView> actions = new ArrayList<>();
    for (int i = 0; i < process.actions().size(); i++) {
      actions.add(view(process.actions().get(i), i));
    }
    return process.view(actions, process.profiles().stream().map(this::profile).toList());
  }

  /** An action that belongs to the process. */
  ActionView action(Process process, ActionDefinition action) {
    return view(action, process.actions().indexOf(action));
  }

  ProfileView profile(long id) {
    return new ProfileView(id, identities.profileName(id).orElse(null));
  }

  private ActionView view(ActionDefinition action, int position) {
    Compensation undo = action.compensation();
    return new ActionView(
        action.id(),
        position,
        catalogue.describe(action.source()),
        catalogue.describe(action.source(), action.action()),
        action.enable(),
        arguments(secrets.shown(action.source(), action.action(), action.arguments())),
        action.timeout(),
        action.retry(),
        action.onError(),
        undo == null
            ? null
            : new CompensationView(
                catalogue.describe(action.source(), undo.action()),
                arguments(secrets.shown(action.source(), undo.action(), undo.arguments()))),
        null);
  }

  private static List<Argument> arguments(Map<String, Object> arguments) {
    return arguments.entrySet().stream()
        .map(each -> new Argument(each.getKey(), each.getValue()))
        .toList();
  }
}
