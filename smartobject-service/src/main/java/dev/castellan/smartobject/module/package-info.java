/** Modules: the drivers of smart objects, their manifests and the catalogue. */
package dev.castellan.smartobject.module;
