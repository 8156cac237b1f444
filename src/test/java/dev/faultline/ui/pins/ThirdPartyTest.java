package dev.faultline.ui.pins;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.cause.Pin;
import dev.faultline.cause.evidence.Check;
import dev.faultline.model.ServiceId;
import dev.faultline.topology.Component;
import dev.faultline.topology.ComponentKind;
import dev.faultline.topology.Correction;
import dev.faultline.topology.Dependency;
import dev.faultline.topology.DependencyKind;
import dev.faultline.topology.Topology;
import dev.faultline.ui.pins.ThirdParty.Found;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ThirdPartyTest {
    private static final ServiceId CARDS = new ServiceId("cards");
    private static final ServiceId LOANS = new ServiceId("loans");
    private static final ServiceId SCHEME = new ServiceId("card-scheme");
    private static final ServiceId SMS = new ServiceId("sms-provider");
    private static final Topology KNOWN =
            Topology.of(
                            "test",
                            List.of(
                                    Component.unowned(CARDS, ComponentKind.SERVICE),
                                    Component.unowned(LOANS, ComponentKind.SERVICE),
                                    Component.unowned(SCHEME, ComponentKind.THIRD_PARTY)),
                            List.of(new Dependency(CARDS, SCHEME, DependencyKind.CALLS, 1)))
                    .topology();

    @Test
    void tellsTheGraphOnlyWhatItDoesNotKnow() {
        assertThat(said(SCHEME, CARDS, Found.RED).corrections(KNOWN)).isEmpty();
        assertThat(said(SCHEME, LOANS, Found.RED).corrections(KNOWN))
                .containsExactly(new Correction.Depends(LOANS, SCHEME, DependencyKind.CALLS));
        assertThat(said(SMS, LOANS, Found.RED).corrections(KNOWN))
                .containsExactly(
                        new Correction.Depends(LOANS, SMS, DependencyKind.CALLS),
                        new Correction.OfKind(SMS, ComponentKind.THIRD_PARTY));
        assertThat(new ThirdParty(SCHEME, Optional.empty(), Found.RED).corrections(KNOWN))
                .isEmpty();
    }

    @Test
    void takesAStatusPageForEvidenceAndAnAdmissionForCertain() {
        assertThat(said(SCHEME, CARDS, Found.RED).pin())
                .contains(new Pin.Checked(SCHEME, Check.STATUS_PAGE, Pin.Outcome.ABNORMAL));
        assertThat(said(SCHEME, CARDS, Found.GREEN).pin())
                .contains(new Pin.Checked(SCHEME, Check.STATUS_PAGE, Pin.Outcome.NORMAL));
        assertThat(said(SCHEME, CARDS, Found.CONFIRMED).pin()).contains(new Pin.IsCause(SCHEME));
        assertThat(said(SCHEME, CARDS, Found.NOTHING).pin()).isEmpty();
    }

    private static ThirdParty said(ServiceId name, ServiceId user, Found found) {
        return new ThirdParty(name, Optional.of(user), found);
    }
}
