/** Requests to devices: only to addresses that are allowed, within limits of size and time. */
package dev.castellan.smartobject.outbound;
