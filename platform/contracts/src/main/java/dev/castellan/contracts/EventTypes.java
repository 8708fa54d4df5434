package dev.castellan.contracts;

import dev.castellan.contracts.element.ElementChanged;
import dev.castellan.contracts.element.ElementCreated;
import dev.castellan.contracts.element.ElementDeleted;
import dev.castellan.contracts.element.ElementRestored;
import dev.castellan.contracts.identity.IdentityAudited;
import dev.castellan.contracts.identity.ProfileState;
import dev.castellan.contracts.identity.TokenRevoked;
import dev.castellan.contracts.identity.UserTokensRevoked;
import dev.castellan.contracts.objecttype.ObjectChanged;
import dev.castellan.contracts.objecttype.ObjectCreated;
import dev.castellan.contracts.objecttype.ObjectDeleted;
import dev.castellan.contracts.objecttype.ObjectRelated;
import dev.castellan.contracts.objecttype.ObjectUnrelated;
import dev.castellan.contracts.objecttype.ObjecttypeChanged;
import dev.castellan.contracts.objecttype.ObjecttypeCreated;
import dev.castellan.contracts.objecttype.ObjecttypeDeleted;
import dev.castellan.contracts.objecttype.SecretRevealed;
import dev.castellan.contracts.objecttype.ValuemapChanged;
import dev.castellan.contracts.objecttype.ValuemapCreated;
import dev.castellan.contracts.objecttype.ValuemapDeleted;
import dev.castellan.contracts.process.ProcessChanged;
import dev.castellan.contracts.process.ProcessCreated;
import dev.castellan.contracts.process.ProcessDeleted;
import dev.castellan.contracts.process.ProcessExecuted;
import dev.castellan.contracts.smartobject.ActionExecuted;
import dev.castellan.contracts.smartobject.ActionFinished;
import dev.castellan.contracts.smartobject.ActionRequested;
import dev.castellan.contracts.smartobject.ModuleHeartbeat;
import dev.castellan.contracts.smartobject.ModuleReply;
import dev.castellan.contracts.smartobject.ModuleState;
import dev.castellan.contracts.smartobject.SmartobjectChanged;
import dev.castellan.contracts.smartobject.SmartobjectCreated;
import dev.castellan.contracts.smartobject.SmartobjectDeleted;
import dev.castellan.contracts.smartobject.SmartobjectState;
import dev.castellan.contracts.smartobject.SmartobjectStatusChanged;
import dev.castellan.contracts.widget.WidgetChanged;
import dev.castellan.contracts.widget.WidgetCreated;
import dev.castellan.contracts.widget.WidgetDeleted;
import dev.castellan.contracts.widget.WidgetSourceLost;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Every event of the suite, by its CloudEvents type. A record that is not listed here cannot be
 * sent.
 */
public final class EventTypes {

  private static final List<Class<? extends Record>> ALL =
      List.of(
          ActionRequested.class,
          ActionFinished.class,
          ActionExecuted.class,
          SmartobjectState.class,
          SmartobjectCreated.class,
          SmartobjectChanged.class,
          SmartobjectDeleted.class,
          SmartobjectStatusChanged.class,
          ModuleState.class,
          ModuleReply.class,
          ModuleHeartbeat.class,
          ProfileState.class,
          TokenRevoked.class,
          UserTokensRevoked.class,
          IdentityAudited.class,
          ProcessCreated.class,
          ProcessChanged.class,
          ProcessDeleted.class,
          ProcessExecuted.class,
          WidgetCreated.class,
          WidgetChanged.class,
          WidgetDeleted.class,
          WidgetSourceLost.class,
          ElementCreated.class,
          ElementChanged.class,
          ElementDeleted.class,
          ElementRestored.class,
          ObjecttypeCreated.class,
          ObjecttypeChanged.class,
          ObjecttypeDeleted.class,
          ValuemapCreated.class,
          ValuemapChanged.class,
          ValuemapDeleted.class,
          ObjectCreated.class,
          ObjectChanged.class,
          ObjectDeleted.class,
          ObjectRelated.class,
          ObjectUnrelated.class,
          SecretRevealed.class);

  private static final Map<String, Class<? extends Record>> BY_TYPE =
      ALL.stream().collect(Collectors.toUnmodifiableMap(EventTypes::typeOf, Function.identity()));

  private EventTypes() {}

  public static List<Class<? extends Record>> all() {
    return ALL;
  }

  /** The record class of a CloudEvents type, or null when it is not one of ours. */
  public static Class<? extends Record> recordOf(String type) {
    return BY_TYPE.get(type);
  }

  /** CloudEvents type of an event record. */
  public static String typeOf(Class<?> event) {
    return annotation(event).value();
  }

  /** Topic on which an event record travels. */
  public static String topicOf(Class<?> event) {
    return annotation(event).topic();
  }

  private static EventType annotation(Class<?> event) {
    EventType annotation = event.getAnnotation(EventType.class);
    if (annotation == null) {
      throw new IllegalArgumentException("not an event: " + event.getName());
    }
    return annotation;
  }
}
