package dev.castellan.contracts;

import dev.castellan.contracts.Topic.Cleanup;
import java.time.Duration;
import java.util.List;

/** Every topic of the suite; external modules' own topics are made when a module is registered. */
public final class Topics {

  public static final String SMARTOBJECT_COMMANDS = "castellan.smartobject.commands.v1";
  public static final String SMARTOBJECT_RESULTS = "castellan.smartobject.results.v1";
  public static final String SMARTOBJECT_STATE = "castellan.smartobject.state.v1";
  public static final String MODULE_STATE = "castellan.module.state.v1";
  public static final String MODULE_RESULTS = "castellan.module.results.v1";
  public static final String IDENTITY_STATE = "castellan.identity.state.v1";
  public static final String SMARTOBJECT_EVENTS = "castellan.smartobject.events.v1";
  public static final String PROCESS_EVENTS = "castellan.process.events.v1";
  public static final String WIDGET_EVENTS = "castellan.widget.events.v1";
  public static final String ELEMENT_EVENTS = "castellan.element.events.v1";
  public static final String OBJECTTYPE_EVENTS = "castellan.objecttype.events.v1";
  public static final String IDENTITY_EVENTS = "castellan.identity.events.v1";

  private static final Duration WEEK = Duration.ofDays(7);
  private static final int BUSY = 12;
  private static final int CALM = 6;

  private static final List<Topic> ALL =
      List.of(
          work(SMARTOBJECT_COMMANDS, "smartobject id", "Actions requested of smart objects."),
          work(SMARTOBJECT_RESULTS, "execution id", "How requested actions ended."),
          facts(
              MODULE_RESULTS,
              "smartobject or module id",
              "What external modules answer, and their signs of life. Requests go to one topic of"
                  + " each module, castellan.module.<id>.requests.v1 (docs/modules.md)."),
          state(SMARTOBJECT_STATE, "smartobject id", "Smart objects with status and profiles."),
          state(MODULE_STATE, "module id", "Manifests of the drivers."),
          state(IDENTITY_STATE, "kind and id", "Profiles with their grants; revocations."),
          facts(SMARTOBJECT_EVENTS, "smartobject id", "Facts about smart objects."),
          facts(PROCESS_EVENTS, "process id", "Facts about processes and their executions."),
          facts(WIDGET_EVENTS, "widget id", "Facts about widgets."),
          facts(ELEMENT_EVENTS, "element id", "Facts about elements."),
          facts(OBJECTTYPE_EVENTS, "object id", "Facts about object types and objects."),
          facts(IDENTITY_EVENTS, "user or profile id", "Facts about users, profiles and grants."));

  private Topics() {}

  /** Where an external module is called; made and removed with its registration. */
  public static String moduleRequests(String moduleId) {
    return "castellan.module." + moduleId + ".requests.v1";
  }

  public static List<Topic> all() {
    return ALL;
  }

  private static Topic work(String name, String key, String summary) {
    return new Topic(name, BUSY, Cleanup.DELETE, WEEK, key, summary);
  }

  private static Topic facts(String name, String key, String summary) {
    return new Topic(name, CALM, Cleanup.DELETE, WEEK, key, summary);
  }

  /**
   * One partition: readers take the whole topic from the start, and offsets give one order to all
   * of it.
   */
  private static Topic state(String name, String key, String summary) {
    return new Topic(name, 1, Cleanup.COMPACT, WEEK, key, summary);
  }
}
