/** The API of the whole suite, described in one document and on a page to try it on. */
package dev.castellan.gateway.docs;
