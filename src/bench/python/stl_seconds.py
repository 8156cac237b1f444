#!/usr/bin/env python3
"""Seconds that statsmodels takes for the series of StlBenchmark, as JSON; one run each, process time.

    /usr/bin/python3 src/bench/python/stl_seconds.py [--robust] > target/statsmodels.json

Debian 12: apt install python3-statsmodels. About two minutes, with --robust twenty.
"""
import json
import sys
import time

import numpy as np
import statsmodels
from statsmodels.tsa.seasonal import STL

SIZES = [(20160, 1440), (20160, 288), (100800, 1440), (100800, 24)]


def series(n, period):
    rng = np.random.default_rng(1)
    phase = 2 * np.pi * np.arange(n) / period
    spikes = np.where(rng.integers(0, 500, n) == 0, 30, 0)
    return 100 + 10 * np.sin(phase) + 3 * np.sin(2 * phase) + rng.standard_normal(n) + spikes


if __name__ == "__main__":
    robust = "--robust" in sys.argv
    rows = []
    for n, period in SIZES:
        y = series(n, period)
        trend = int(np.ceil(1.5 * period / (1 - 1.5 / 7)))
        trend += trend % 2 == 0
        begun = time.process_time()
        STL(y, period=period, trend=trend, robust=robust).fit()
        seconds = time.process_time() - begun
        rows.append({"size": f"{n}/{period}", "robust": robust, "seconds": round(seconds, 3)})
        print(rows[-1], file=sys.stderr, flush=True)
    print(json.dumps({"statsmodels": statsmodels.__version__, "rows": rows}))
