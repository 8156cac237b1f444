package dev.faultline.housefixture.model;

/// A value that everybody may import.
public class Value {}
