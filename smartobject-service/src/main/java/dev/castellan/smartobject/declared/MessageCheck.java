package dev.castellan.smartobject.declared;

import static dev.castellan.smartobject.declared.BrokenManifest.unless;

import dev.castellan.smartobject.declared.Manifest.Connection;
import dev.castellan.smartobject.declared.Manifest.Operation;

/** What the messages and the broker of an mqtt module may be made of. */
final class MessageCheck {

  private static final int HIGHEST_QOS = 2;

  private MessageCheck() {}

  /** How the broker is reached is a matter of settings alone: it is the same for every action. */
  static void connection(Connection connection, TemplateCheck settings) {
    unless(connection.url() != null, "connection.url", "is required");
    settings.alwaysThere("connection.url", connection.url());
    settings.notSecret("connection.url", connection.url());
    settings.known("connection.username", connection.username());
    settings.known("connection.password", connection.password());
    unless(
        connection.password() == null || connection.username() != null,
        "connection.username",
        "is required with a password");
  }

  static void check(String member, Operation action, TemplateCheck templates) {
    unless(action.request() == null, member + ".request", "is for kind http alone");
    unless(action.publish() != null, member + ".publish", "is required");
    topic(member + ".publish.topic", action.publish().topic(), templates);
    qos(member + ".publish.qos", action.publish().qos());
    templates.alwaysThere(member + ".publish.payload", action.publish().payload());
    if (action.reply() != null) {
      topic(member + ".reply.topic", action.reply().topic(), templates);
      qos(member + ".reply.qos", action.reply().qos());
      unless(
          !action.reply().retained() || !action.reply().correlated(),
          member + ".reply.retained",
          "is not for an answer that is correlated");
    }
    templates.result(member + ".result", action.result());
  }

  private static void topic(String member, String topic, TemplateCheck templates) {
    unless(topic != null && !topic.isBlank(), member, "is required");
    templates.alwaysThere(member, topic);
    templates.notSecret(member, topic);
    unless(TopicTemplate.plain(topic), member, "must have no wildcard");
  }

  private static void qos(String member, int qos) {
    unless(qos >= 0 && qos <= HIGHEST_QOS, member, "must be 0, 1 or 2");
  }
}
