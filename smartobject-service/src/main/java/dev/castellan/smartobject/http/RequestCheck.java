package dev.castellan.smartobject.http;

import static dev.castellan.smartobject.http.BrokenManifest.unless;

import dev.castellan.smartobject.http.HttpManifest.Operation;
import dev.castellan.smartobject.http.HttpManifest.Request;
import dev.castellan.smartobject.http.HttpManifest.Setting;
import dev.castellan.smartobject.module.ParameterType;
import dev.castellan.web.template.Placeholders;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What the request and the result of an action may be made of. */
final class RequestCheck {

  private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");
  private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");

  /** These are between the client and the connection, or would lead the request elsewhere. */
  private static final Set<String> OWN_HEADERS =
      Set.of(
          "host",
          "connection",
          "content-length",
          "transfer-encoding",
          "upgrade",
          "te",
          "trailer",
          "expect",
          "keep-alive",
          "proxy-connection",
          "proxy-authorization",
          "accept-encoding");

  private final Map<String, ParameterType> types;
  private final Set<String> secret;
  private final Set<String> maybe;
  private final Set<String> settings;

  private RequestCheck(HttpManifest manifest, Map<String, ParameterType> types) {
    this.types = types;
    this.settings = manifest.settingsThat(each -> true);
    this.secret = manifest.settingsThat(Setting::secret);
    this.maybe = manifest.settingsThat(each -> !each.always());
  }

  /**
   * @param types of every setting and argument
   */
  static void check(
      String member, HttpManifest manifest, Operation action, Map<String, ParameterType> types) {
    RequestCheck check = new RequestCheck(manifest, types);
    unless(action.request() != null, member + ".request", "is required");
    check.request(member + ".request", action.request());
    check.result(member + ".result", action.result());
  }

  private void request(String member, Request request) {
    unless(
        request.method() != null && METHODS.contains(request.method()),
        member + ".method",
        "must be one of " + METHODS.stream().sorted().toList());
    url(member + ".url", request.url());
    request.headers().forEach((name, value) -> header(member + ".headers." + name, name, value));
    unless(
        request.body() == null || !request.method().equals("GET"),
        member + ".body",
        "must not be there for GET");
    references(member + ".body", request.body());
    alwaysThere(member + ".body", request.body());
  }

  private void url(String member, String url) {
    unless(url != null, member, "is required");
    references(member, url);
    alwaysThere(member, url);
    try {
      for (String base : UrlTemplate.of(url).baseSetting()) {
        unless(
            settings.contains(base) && types.get(base) == ParameterType.TEXT,
            member,
            "must begin with a setting of type text or an address");
      }
    } catch (IllegalArgumentException e) {
      throw new BrokenManifest(member, e.getMessage());
    }
  }

  private void header(String member, String name, String value) {
    unless(HEADER.matcher(name).matches(), member, "is no name of a header");
    unless(
        !OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT)), member, "is not for modules to set");
    unless(
        value != null && HttpAction.fitsHeader(value), member, "must be text of printable ASCII");
    references(member, value);
  }

  private void result(String member, Object result) {
    unless(
        result == null || result instanceof Map || result instanceof String,
        member,
        "must be a JSON pointer or an object");
    unless(
        !(result instanceof String text) || ResultTemplate.isPointer(text),
        member,
        "must be a JSON pointer or an object");
    references(member, result);
    alwaysThere(member, result);
    for (String reference : Placeholders.references(result)) {
      unless(!secret.contains(root(reference)), member, "must not show a secret");
    }
  }

  private void references(String member, Object tree) {
    for (String reference : Placeholders.references(tree)) {
      String root = root(reference);
      unless(types.containsKey(root), member, "{" + reference + "} is no setting or argument");
      unless(
          root.equals(reference)
              || ValueForm.find(reference.substring(root.length() + 1), types.get(root))
                  .isPresent(),
          member,
          "{" + reference + "} is no form of the value");
    }
  }

  private void alwaysThere(String member, Object tree) {
    for (String reference : Placeholders.references(tree)) {
      unless(
          !maybe.contains(root(reference)),
          member,
          "{" + reference + "} must be required or have a default");
    }
  }

  /** The setting or argument that a reference takes its value from. */
  static String root(String reference) {
    return reference.split("\\.", 2)[0];
  }
}
