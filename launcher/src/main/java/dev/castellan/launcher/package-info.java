/** The command line of a local Castellan: one program that builds nothing and runs everything. */
package dev.castellan.launcher;
