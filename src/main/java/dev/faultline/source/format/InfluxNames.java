package dev.faultline.source.format;

/// How a measurement and a field of Telegraf become one name: `cpu_usage_idle`, as Telegraf's own
/// output for Prometheus spells it.
final class InfluxNames {
    private InfluxNames() {}

    /// Names the series of a field; its labels are there already.
    ///
    /// A field `value` adds nothing. `counter` and `gauge` are the fields that Telegraf's
    /// Prometheus input writes below the metric's own name, and below `prometheus` the fields are
    /// the metrics.
    static void metric(SeriesNaming naming, String measurement, String field) {
        switch (field) {
            case "value" -> naming.metric(measurement, PointKind.UNTOLD);
            case "counter" -> naming.metric(measurement, PointKind.CUMULATIVE);
            case "gauge" -> naming.metric(measurement, PointKind.GAUGE);
            default ->
                    naming.metric(
                            measurement.equals("prometheus") ? field : measurement + "_" + field,
                            PointKind.UNTOLD);
        }
    }
}
