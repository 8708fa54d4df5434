/** Reads what stands in paths and queries of requests. */
package dev.castellan.web.request;
