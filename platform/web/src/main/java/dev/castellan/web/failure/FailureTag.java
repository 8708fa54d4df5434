package dev.castellan.web.failure;

import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.quarkus.micrometer.runtime.HttpServerMetricsTagsContributor;
import io.vertx.core.MultiMap;
import jakarta.inject.Singleton;

/**
 * Label {@code failure} of the meters of requests: {@code business} when what was asked for failed,
 * say a device that did not answer; {@code technical} when the suite itself did; else {@code none}.
 * Only the second should wake somebody.
 */
@Singleton
public class FailureTag implements HttpServerMetricsTagsContributor {

  static final Tag NONE = Tag.of("failure", "none");
  private static final Tag BUSINESS = Tag.of("failure", ServiceException.BUSINESS);
  private static final Tag TECHNICAL = Tag.of("failure", "technical");

  @Override
  public Tags contribute(Context context) {
    return Tags.of(of(context.response().statusCode(), context.response().headers()));
  }

  public static Tag of(int status, MultiMap headers) {
    if (status < 500) {
      return NONE;
    }
    return ServiceException.BUSINESS.equals(headers.get(ServiceException.OUTCOME))
        ? BUSINESS
        : TECHNICAL;
  }
}
