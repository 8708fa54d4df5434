/** Contents of file fields: sent, kept in pieces, told by their bytes, fetched. */
package dev.castellan.element.file;
