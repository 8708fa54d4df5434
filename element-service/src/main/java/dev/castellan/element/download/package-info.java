/** Files of elements under the rights of their fields, and the pictures that icons point at. */
package dev.castellan.element.download;
