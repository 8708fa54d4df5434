package dev.castellan.smartobject.object;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.castellan.contracts.smartobject.ModuleState;
import dev.castellan.smartobject.module.ActionView;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The actions of modules as clients read them, made once for each manifest. */
final class ActionViews {

  /** By module; of a manifest that has been replaced it is made anew. */
  private final Map<String, Views> known = new ConcurrentHashMap<>();

  private final ObjectMapper mapper;

  ActionViews(ObjectMapper mapper) {
    this.mapper = mapper;
  }

  private record Views(ModuleState manifest, List<ActionView> allowed, List<ActionView> denied) {}

  List<ActionView> of(ModuleState manifest, boolean allow) {
    Views views = known.get(manifest.id());
    if (views == null || views.manifest != manifest) {
      views = new Views(manifest, make(manifest, true), make(manifest, false));
      known.put(manifest.id(), views);
    }
    return allow ? views.allowed : views.denied;
  }

  private List<ActionView> make(ModuleState manifest, boolean allow) {
    return new WrittenList<>(
        manifest.actions().stream().map(each -> ActionView.of(each, allow)).toList(), mapper);
  }
}
