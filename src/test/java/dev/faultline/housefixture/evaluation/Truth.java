package dev.faultline.housefixture.evaluation;

/// What really was the cause.
public class Truth {}
