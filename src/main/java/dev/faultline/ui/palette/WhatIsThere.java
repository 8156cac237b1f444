package dev.faultline.ui.palette;

import dev.faultline.engine.Snapshot;
import dev.faultline.incident.Incident;
import dev.faultline.model.SeriesInfo;
import dev.faultline.settings.Setting;
import dev.faultline.topology.Component;
import dev.faultline.ui.ConnectRequest;
import dev.faultline.ui.Incidents;
import dev.faultline.ui.Readouts;
import dev.faultline.ui.Recordings;
import dev.faultline.ui.Words;
import dev.faultline.ui.Workbench;
import dev.faultline.ui.connect.ConnectViewModel;
import dev.faultline.ui.palette.PaletteEntry.Kind;
import dev.faultline.ui.settings.SettingsViewModel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// What can be found of the system that is open, and of what could be opened.
public final class WhatIsThere implements Supplier<List<PaletteEntry>> {
    private final Workbench workbench;
    private final Incidents incidents;
    private final Words words;
    private final ConnectViewModel connect;
    private final SettingsViewModel settings;

    public WhatIsThere(
            Workbench workbench,
            Incidents incidents,
            Words words,
            ConnectViewModel connect,
            SettingsViewModel settings) {
        this.settings = settings;
        this.workbench = workbench;
        this.incidents = incidents;
        this.words = words;
        this.connect = connect;
    }

    @Override
    public List<PaletteEntry> get() {
        List<PaletteEntry> entries = new ArrayList<>();
        Snapshot shown = workbench.snapshotProperty().get();
        if (shown != null) {
            for (Component each : shown.topology().components()) {
                entries.add(
                        entry(
                                Kind.SERVICE,
                                each.id().value(),
                                each.team(),
                                () -> workbench.select(each.id())));
            }
            for (SeriesInfo each : shown.series()) {
                entries.add(
                        entry(
                                Kind.SIGNAL,
                                words.get("palette.signal", each.service(), each.id().metric()),
                                String.join(" ", each.id().labels().values()),
                                () -> workbench.select(each.service())));
            }
        }
        for (Incident each : incidents.allProperty().get()) {
            entries.add(
                    entry(
                            Kind.INCIDENT,
                            words.get(
                                    "palette.incident",
                                    each.id().first(),
                                    Readouts.time(each.onset())),
                            each.severity().name(),
                            () -> incidents.show(each.id())));
        }
        for (Recordings.Bundled each : workbench.bundledProperty().get()) {
            entries.add(
                    entry(
                            Kind.CAPTURE,
                            each.title(),
                            each.note(),
                            () -> workbench.open(each.file(), null)));
        }
        for (Recordings.Recent each : workbench.recentProperty().get()) {
            entries.add(
                    new PaletteEntry(
                            Kind.CAPTURE,
                            String.valueOf(each.file().getFileName()),
                            each.file().toString(),
                            "",
                            each.there() ? "" : words.get("welcome.gone", each.file()),
                            () -> workbench.open(each.file(), null)));
        }
        for (Setting each : settings.all()) {
            entries.add(
                    entry(
                            Kind.SETTING,
                            words.get("palette.setting", each.key(), settings.value(each)),
                            each.meaning(),
                            () -> settings.show(each.key())));
        }
        for (ConnectRequest each : connect.recentProperty().get().connections()) {
            entries.add(entry(Kind.SYSTEM, each.title(), "", () -> connect.connect(each)));
        }
        return entries;
    }

    private static PaletteEntry entry(Kind kind, String title, String detail, Runnable run) {
        return new PaletteEntry(kind, title, detail, "", "", run);
    }
}
