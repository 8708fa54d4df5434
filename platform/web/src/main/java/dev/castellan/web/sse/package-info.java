/** Server-sent events: one stream per answer, which tells what is new for as long as it may. */
package dev.castellan.web.sse;
