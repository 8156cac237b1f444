package dev.faultline.signal;

import dev.faultline.model.SeriesInfo;

/// How far one series is from what was expected, from an onset to now.
///
/// @param seriesIndex its place in the series table
/// @param observed mean since the onset, of trouble that lasts longer than a third of the normal
///   time of its newest cells, so many; in the unit of the series; `NaN` where nothing was measured
/// @param expected mean of what was expected for that time
/// @param before mean just before the onset; `NaN` where nothing was measured
/// @param sigma robust standard deviation of one observation around the expected value
/// @param zExpected (observed − expected) in robust sigmas
/// @param zBefore (observed − before) in robust sigmas of such a change in normal times; `NaN`
///   where unknown
/// @param present share of the cells since the onset that hold a value, 0..1
/// @param usual share of the cells before the onset that hold a value, 0..1
/// @param precedent share of the normal stretches, as long as what was observed, that were at least
///   as far away in the same direction: 0 where none was, `NaN` where none is known
/// @param departed when it left its usual range, in cells after the onset and negative before it:
///   the first of two in a row that lie outside 3 sigma on the side where it is since; `NaN` where
///   none do
/// @param method how the expected value was made
/// @param reliability how far the series can be trusted now
public record Deviation(
        SeriesInfo series,
        int seriesIndex,
        double observed,
        double expected,
        double before,
        double sigma,
        double zExpected,
        double zBefore,
        double present,
        double usual,
        double precedent,
        double departed,
        Method method,
        Reliability reliability) {
    /// Of a series that nothing speaks against and of whose normal times nothing is known.
    public Deviation(
            SeriesInfo series,
            int seriesIndex,
            double observed,
            double expected,
            double before,
            double sigma,
            double zExpected,
            double zBefore,
            double present,
            double usual,
            Method method) {
        this(
                series,
                seriesIndex,
                observed,
                expected,
                before,
                sigma,
                zExpected,
                zBefore,
                present,
                usual,
                Double.NaN,
                Double.NaN,
                method,
                Reliability.FINE);
    }

    /// The same of a series that can be trusted so far.
    public Deviation with(Reliability trust) {
        return new Deviation(
                series,
                seriesIndex,
                observed,
                expected,
                before,
                sigma,
                zExpected,
                zBefore,
                present,
                usual,
                precedent,
                departed,
                method,
                trust);
    }

    /// The same of a series that could not be heard in all cells.
    ///
    /// @param presentHeard share of the cells since the onset in which it could be heard; `NaN`
    ///   where there is none
    /// @param usualHeard the same of those before
    public Deviation heard(double presentHeard, double usualHeard) {
        return new Deviation(
                series,
                seriesIndex,
                observed,
                expected,
                before,
                sigma,
                zExpected,
                zBefore,
                presentHeard,
                usualHeard,
                precedent,
                departed,
                method,
                reliability);
    }

    /// The same at other distances.
    public Deviation at(double otherZExpected, double otherZBefore) {
        return new Deviation(
                series,
                seriesIndex,
                observed,
                expected,
                before,
                sigma,
                otherZExpected,
                otherZBefore,
                present,
                usual,
                precedent,
                departed,
                method,
                reliability);
    }

    /// The weaker of the two comparisons, with its sign: 0 where they disagree about the direction.
    public double z() {
        if (Double.isNaN(zExpected)) {
            return Double.isNaN(zBefore) ? 0 : zBefore;
        }
        if (Double.isNaN(zBefore)) {
            return zExpected;
        }
        if (Math.signum(zExpected) != Math.signum(zBefore)) {
            return 0;
        }
        return Math.abs(zExpected) < Math.abs(zBefore) ? zExpected : zBefore;
    }
}
