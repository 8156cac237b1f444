package dev.faultline.housefixture.cause;

/// Breaks: cause does not know its host, and the two know each other.
public class KnowsEngine {
    dev.faultline.housefixture.engine.KnowsApp engine;
}
