package dev.castellan.smartobject.module;

/** Told by a driver how an object is, outside of calls; returns at once. */
public interface StatusReport {

  void online(boolean online);
}
