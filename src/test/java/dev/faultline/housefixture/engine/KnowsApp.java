package dev.faultline.housefixture.engine;

/// Breaks: nobody imports app. (That it knows cause is allowed, the way back is not.)
public class KnowsApp {
    dev.faultline.housefixture.app.MayImportAll app;
    dev.faultline.housefixture.cause.KnowsEngine cause;
}
