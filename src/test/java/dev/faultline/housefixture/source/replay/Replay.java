package dev.faultline.housefixture.source.replay;

/// Something below source.
public class Replay {}
