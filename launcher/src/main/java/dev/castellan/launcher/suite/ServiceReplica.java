package dev.castellan.launcher.suite;

/**
 * One process of a service program.
 *
 * @param number from 1; the first has the program's name, the others carry their number behind it
 */
record ServiceReplica(ServiceProgram program, int number) {

  String name() {
    return number == 1 ? program.name() : program.name() + "-" + number;
  }

  /** Only one process of a program writes its startup cache. */
  boolean isFirst() {
    return number == 1;
  }
}
