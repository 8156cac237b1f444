#!/usr/bin/env python3
"""Records what statsmodels 0.13.5 makes of random series, for RecordedStlTest and MstlTest.

    /usr/bin/python3 src/test/python/record_stl.py src/test/resources/stl

Debian 12: apt install python3-statsmodels. Writes random.ndjson.gz and mstl.ndjson.gz, one case a line.
The series have few digits, so that they are short and read back exactly; answers are full doubles.
`moves` is by how much season or trend of the reference itself move
where each input is moved by 2e-16 of itself (three draws), or where a round number near the mean is taken
off before and put back after: below ten times that nothing can be said. A series whose robustness weights
move by more than 1e-3 then is left out (its residual is rounding noise: two cycles through which a line
fits), but for constants.
"""
import gzip
import json
import sys

import numpy as np
from statsmodels.tsa.seasonal import STL
import statsmodels

SEED = 20261123
CASES = 250


def odd(rng, low, high):
    return int(rng.integers(low // 2, (high + 1) // 2)) * 2 + 1


def series(rng, n, period):
    t = np.arange(n)
    y = rng.choice([0.5, 3, 10]) * np.sin(2 * np.pi * t / period + rng.random())
    y += rng.choice([0, 2]) * np.sin(4 * np.pi * t / period)
    y += rng.choice([0, 1e-3, .02]) * t + rng.choice([0, .3, 1, 4]) * rng.standard_normal(n)
    shape = rng.choice(["plain", "step", "spikes", "burst", "constant", "integers", "flat", "walk"])
    if shape == "step":
        y[int(n * rng.random()):] += rng.choice([-20, 15, 100])
    elif shape == "spikes":
        at = rng.integers(0, n, max(1, n // 40))
        y[at] += rng.choice([-1, 1], at.size) * rng.choice([30, 1000])
    elif shape == "burst":
        begin = int(n * rng.random() * .8)
        y[begin:begin + int(1 + n * .1)] += 300
    elif shape == "constant":
        y[:] = rng.choice([0, 7.25])
    elif shape == "integers":
        y = np.round(y)
    elif shape == "flat":
        begin = int(n * rng.random() * .5)
        y[begin:begin + n // 3] = y[begin]
    elif shape == "walk":
        y += np.cumsum(rng.standard_normal(n))
    y = np.round(y, int(rng.integers(1, 5))) + rng.choice([0, 0, 50, -1e4, 1e9])
    return np.array([float(repr(float(v))) for v in np.round(y, 4)]), str(shape)


def fit(y, case):
    keys = ("seasonal", "trend", "low_pass", "seasonal_deg", "trend_deg", "low_pass_deg",
            "seasonal_jump", "trend_jump", "low_pass_jump", "robust")
    told = {k: case[k] for k in keys}
    return STL(y, period=case["period"], **told).fit(case["inner"], case["outer"])


def case(rng, index):
    # every fifth has windows too long to be added up term by term
    if index % 5 == 0:
        period = int(rng.integers(41, 330))
        n = int(period * (2 + 6 * rng.random()))
    elif index % 5 == 1:
        period = int(rng.integers(2, 5))
        n = int(rng.integers(20, 500))
    else:
        period = int(rng.integers(2, 40))
        n = int(period * (2 + 18 * rng.random() ** 2))
    seasonal = int(rng.choice([7, 7, 3, 5, odd(rng, 9, 35), odd(rng, 85, 151)]))
    trend = int(np.ceil(1.5 * period / (1 - 1.5 / seasonal)))
    trend += trend % 2 == 0
    if rng.random() < .5:
        trend = odd(rng, period + 2, 4 * period + 9)
    low = period + 1 + period % 2
    if rng.random() < .25:
        low = odd(rng, period + 2, 3 * period + 9)
    robust = bool(rng.random() < .5)
    jumpy = rng.random() < .3
    made = {
        "case": index, "period": period, "seasonal": seasonal, "trend": trend, "low_pass": low,
        "seasonal_deg": int(rng.random() < .7), "trend_deg": int(rng.random() < .7),
        "low_pass_deg": int(rng.random() < .7),
        "seasonal_jump": int(rng.integers(1, 4)) if jumpy else 1,
        "trend_jump": int(rng.integers(1, 1 + max(1, trend // 8))) if jumpy else 1,
        "low_pass_jump": int(rng.integers(1, 1 + max(1, low // 8))) if jumpy else 1,
        "robust": robust,
        "inner": int(rng.choice([1, 2, 5])), "outer": int(rng.choice([1, 2, 15])) if robust else 0,
    }
    y, shape = series(rng, n, period)
    result = fit(y, made)
    spread = np.abs(y - y.mean()).max()
    level = np.round(y.mean())
    others = [(fit(y * (1 + 2e-16 * rng.choice([-1, 1], n)), made), 0) for _ in range(3)]
    others.append((fit(y - level, made), level))
    moves = max(max(np.abs(moved.seasonal - result.seasonal).max(),
                    np.abs(moved.trend + off - result.trend).max()) for moved, off in others)
    made["shape"] = shape
    made["moves"] = float(moves)
    made["weights_move"] = float(max(np.abs(moved.weights - result.weights).max() for moved, _ in others))
    if made["weights_move"] > 1e-3 and shape != "constant":
        return None
    made["y"] = y.tolist()
    made["season"] = result.seasonal.tolist()
    made["level"] = result.trend.tolist()
    if robust:
        made["weights"] = result.weights.tolist()
    return made


def mstl(y, periods, windows, robust, iterate=2):
    """Bandara, Hyndman and Bergmeir 2021, algorithm 1 without Box-Cox, as statsmodels 0.14 MSTL.

    statsmodels 0.13.5 has no MSTL: each step is its STL."""
    seasons = [np.zeros(len(y)) for _ in periods]
    rest = y.copy()
    for _ in range(1 if len(periods) == 1 else iterate):
        for i, period in enumerate(periods):
            rest = rest + seasons[i]
            result = STL(rest, period=period, seasonal=windows[i], robust=robust).fit()
            seasons[i] = result.seasonal
            rest = rest - seasons[i]
    return seasons, result.trend, rest - result.trend, result.weights


def mstl_case(rng, index):
    periods = [[24, 168], [12, 36], [48, 336], [8], [6, 18, 60]][index % 5]
    n = int(periods[-1] * (2.5 + 2 * rng.random()))
    t = np.arange(n)
    y = 20 + .01 * t + .5 * rng.standard_normal(n)
    for period in periods:
        y += rng.choice([2, 5]) * np.sin(2 * np.pi * t / period + rng.random())
    y = np.array([float(repr(float(v))) for v in np.round(y, 3)])
    windows = [7 + 4 * (i + 1) for i in range(len(periods))]
    robust = index % 2 == 1
    seasons, level, resid, weights = mstl(y, periods, windows, robust)
    return {"case": index, "periods": periods, "windows": windows, "robust": robust, "y": y.tolist(),
            "seasons": [s.tolist() for s in seasons], "level": level.tolist(), "resid": resid.tolist(),
            "weights": weights.tolist()}


def write(path, cases):
    # no time in the header: the same cases are the same bytes
    with open(path, "wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as out:
        for made in cases:
            out.write((json.dumps(made, separators=(",", ":")) + "\n").encode())


if __name__ == "__main__":
    assert statsmodels.__version__.startswith("0.13.5"), statsmodels.__version__
    folder = sys.argv[1]
    made = [case(np.random.default_rng([SEED, i]), i) for i in range(CASES)]
    print("left out:", [i for i in range(CASES) if made[i] is None])
    write(folder + "/random.ndjson.gz", [m for m in made if m is not None])
    write(folder + "/mstl.ndjson.gz", [mstl_case(np.random.default_rng([SEED, 1, i]), i) for i in range(8)])
