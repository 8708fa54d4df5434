package dev.castellan.web.failure;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.inject.Singleton;

/**
 * Gives the label also to requests that were reset, for which {@link FailureTag} is not asked. All
 * meters of a name need the same labels: Prometheus drops those that come with others.
 */
@Singleton
class FailureTagFilter implements MeterFilter {

  static final String REQUESTS = "http.server.requests";

  @Override
  public Meter.Id map(Meter.Id id) {
    return id.getName().equals(REQUESTS) && id.getTag(FailureTag.NONE.getKey()) == null
        ? id.withTag(FailureTag.NONE)
        : id;
  }
}
