/** What a caller prefers (RFC 7240). */
package dev.castellan.web.prefer;
