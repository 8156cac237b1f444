# Writes unrounded.csv: the published scores of windowedGaussian are rounded to ten digits here, twelve in the run that
# the official thresholds come from. Recomputed from the values by the detector's definition (mean and standard
# deviation of up to 6400 values, moved by 100; score = max(P(X < x), P(X > x)) of that normal): all 179,391 agree
# with the rounded ones; written are those that round to 1 or the number before it, and are not 1.
# python3 unrounded.py  (numpy)
import glob, gzip, math, os
import numpy as np

out = ["path,row,anomaly_score"]
for f in sorted(glob.glob("windowedGaussian/*/*.gz")):
    rows = [line.strip().split(",") for line in gzip.open(f, "rt")][1:]
    path = os.path.basename(os.path.dirname(f)) + "/" + os.path.basename(f)[len("windowedGaussian_"):-3]
    window, low, high, pending, mean, std = np.empty(len(rows)), 0, 0, [], 0.0, 1.0
    for i, (_, value, rounded) in enumerate(rows):
        x, score = float(value), 0.0
        if high > low:
            score = 1 - 0.5 * math.erfc((max(x, 2 * mean - x) - mean) / std / math.sqrt(2))
        assert abs(score - float(rounded)) < 6e-11, (path, i, score, rounded)
        if high - low < 6400 and not pending:
            window[high] = x
            high += 1
            moved = True
        else:
            pending.append(x)
            moved = len(pending) == 100
            if moved:
                window[high:high + 100] = pending
                low, high, pending = low + 100, high + 100, []
        if moved:
            mean, std = window[low:high].mean(), window[low:high].std() or 1e-6
        if float(rounded) >= 0.9999999999 and round(score, 12) != 1:
            out.append("%s,%d,%r" % (path, i, round(score, 12)))
open("unrounded.csv", "w").write("\n".join(out) + "\n")
