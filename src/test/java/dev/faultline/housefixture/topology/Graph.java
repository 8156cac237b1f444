package dev.faultline.housefixture.topology;

/// Something of topology.
public class Graph {}
