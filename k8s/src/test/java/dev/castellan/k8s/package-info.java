/** Checks of the manifests, dashboards, images and backups of this folder; it ships no code. */
package dev.castellan.k8s;
