/** The one door of the suite: who may enter, and where each request goes. */
package dev.castellan.gateway;
