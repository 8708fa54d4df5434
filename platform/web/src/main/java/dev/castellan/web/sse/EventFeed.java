package dev.castellan.web.sse;

import java.util.List;

/**
 * What one stream has to tell. It is asked, never pushed: while a client is slow nothing piles up
 * for him, and many changes between two questions are one answer.
 */
public interface EventFeed {

  /**
   * The stream stands.
   *
   * @param wake to be called whenever there may be something new; cheap, from any thread
   */
  void opened(Runnable wake);

  /**
   * What is new since the last time, in order; empty for nothing. Called on a virtual thread, by
   * one at a time; what it throws ends the stream.
   */
  List<StreamEvent> next();

  /** Whether all has been told, so that the stream ends; asked after each {@link #next()}. */
  default boolean over() {
    return false;
  }

  /** The stream that stood has ended, whoever ended it. Called once, after {@link #opened}. */
  void closed();
}
