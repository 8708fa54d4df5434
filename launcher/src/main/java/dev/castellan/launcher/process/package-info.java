/** Child processes: how one is started, watched, started again when it dies, and ended. */
package dev.castellan.launcher.process;
