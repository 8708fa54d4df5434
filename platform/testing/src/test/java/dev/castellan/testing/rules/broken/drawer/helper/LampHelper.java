package dev.castellan.testing.rules.broken.drawer.helper;

class LampHelper {}
