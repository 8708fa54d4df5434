/**
 * The real PostgreSQL of a local suite: its binaries, its cluster, one database for each process.
 */
package dev.castellan.launcher.postgres;
