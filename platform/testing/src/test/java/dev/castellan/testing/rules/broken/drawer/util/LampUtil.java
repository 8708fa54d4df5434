package dev.castellan.testing.rules.broken.drawer.util;

class LampUtil {}
