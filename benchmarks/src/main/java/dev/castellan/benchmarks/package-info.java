/** Load on a running suite, from a client that costs little of the two cores it shares with it. */
package dev.castellan.benchmarks;
