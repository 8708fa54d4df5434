package dev.castellan.testing.rules.broken.entity;

record LampView(String title, java.util.List<Lamp> inside) {}
