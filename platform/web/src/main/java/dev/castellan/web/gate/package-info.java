/** The one filter in front of every request: path, route, token, grant, body size, request id. */
package dev.castellan.web.gate;
