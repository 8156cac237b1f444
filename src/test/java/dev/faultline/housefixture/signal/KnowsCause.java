package dev.faultline.housefixture.signal;

/// Breaks: signal imports only model.
class KnowsCause {
    dev.faultline.housefixture.cause.KnowsEngine cause;
}
