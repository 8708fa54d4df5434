package dev.castellan.smartobject.declared;

import static dev.castellan.smartobject.declared.BrokenManifest.unless;

import dev.castellan.smartobject.declared.Manifest.Operation;
import dev.castellan.smartobject.declared.Manifest.Request;
import java.util.Locale;
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

  private final TemplateCheck templates;

  private RequestCheck(TemplateCheck templates) {
    this.templates = templates;
  }

  static void check(String member, Operation action, TemplateCheck templates) {
    unless(action.request() != null, member + ".request", "is required");
    unless(action.publish() == null, member + ".publish", "is for kind mqtt alone");
    unless(action.reply() == null, member + ".reply", "is for kind mqtt alone");
    new RequestCheck(templates).request(member + ".request", action.request());
    templates.result(member + ".result", action.result());
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
    templates.alwaysThere(member + ".body", request.body());
  }

  private void url(String member, String url) {
    unless(url != null, member, "is required");
    templates.alwaysThere(member, url);
    try {
      for (String base : UrlTemplate.of(url).baseSetting()) {
        unless(
            templates.textSetting(base),
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
    templates.known(member, value);
  }
}
