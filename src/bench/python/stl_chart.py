#!/usr/bin/env python3
"""Tables (Markdown, to standard output) and a chart (SVG) of the STL benchmarks.

    python3 src/bench/python/stl_chart.py OUT.svg BENCH.json... STATSMODELS.json...

BENCH.json are results of JMH (mvn -Pbench ...), STATSMODELS.json those of stl_seconds.py; the processor
time counts. What is in several files is taken from the last.
"""
import json
import math
import sys

SIZES = ["20160/1440", "20160/288", "100800/1440", "100800/24"]
PROGRAMS = [("faultline", "Faultline", "#1f6feb"), ("stlDecomp4j", "stl-decomp-4j 1.0.5", "#8b949e"),
            ("statsmodels", "statsmodels 0.13.5", "#d29922")]


def read(paths):
    """(program, size, robust) -> ms; (n, period, robust) -> ms."""
    compared, scaling = {}, {}
    for path in paths:
        with open(path) as file:
            told = json.load(file)
        if isinstance(told, dict):
            for row in told["rows"]:
                compared["statsmodels", row["size"], row["robust"]] = row["seconds"] * 1e3
            continue
        for run in told:
            name = run["benchmark"].split(".")
            params = run["params"]
            ms = run["secondaryMetrics"]["cpu"]["score"]
            robust = params["robust"] == "true"
            if name[-2] == "StlBenchmark":
                compared[name[-1], params["size"], robust] = ms
            elif name[-2] == "StlScalingBenchmark":
                n = max(int(params["n"]), 2 * int(params["period"]))
                scaling[n, int(params["period"]), robust] = ms
    return compared, scaling


def seconds(ms):
    if ms is None:
        return "not run"
    return f"{ms:.1f} ms" if ms < 1000 else f"{ms / 1000:.1f} s"


def times(ms, own):
    return "" if ms is None or own is None else f"{ms / own:,.1f}x" if ms < 20 * own else f"{ms / own:,.0f}x"


def tables(compared, scaling):
    print("| n / period | Faultline | ns a point | stl-decomp-4j | ratio | statsmodels | ratio |")
    print("|---|---|---|---|---|---|---|")
    for robust in (False, True):
        for size in SIZES:
            own, java, python = (compared.get((p, size, robust)) for p, _, _ in PROGRAMS)
            each = "" if own is None else f"{own * 1e6 / int(size.split('/')[0]):,.0f}"
            print(f"| {size}{' robust' if robust else ''} | {seconds(own)} | {each} | {seconds(java)} | "
                  f"{times(java, own)} | {seconds(python)} | {times(python, own)} |")
    print()
    lengths = [1000, 10000, 100000, 1000000]
    print("| period | " + " | ".join(f"n = {n:,}" for n in lengths) + " |")
    print("|---|" + "---|" * len(lengths))
    for robust in (False, True):
        for period in (24, 288, 1440):
            cells = []
            for n in lengths:
                long = max(n, 2 * period)
                ms = scaling.get((long, period, robust))
                cells.append("" if ms is None else f"{ms * 1e6 / long:,.0f}" + (f" (n = {long:,})" if long > n else ""))
            print(f"| {period}{' robust' if robust else ''} | " + " | ".join(cells) + " |")


def text(x, y, words, anchor="start", size=12, fill="#1f2328"):
    return f'<text x="{x:.0f}" y="{y:.0f}" text-anchor="{anchor}" font-size="{size}" fill="{fill}">{words}</text>'


def bars(compared, out):
    """One group a size, one bar a program, on a logarithmic scale of milliseconds."""
    left, width, low, high = 190, 440, 0, 6
    scale = lambda ms: left + width * (math.log10(max(ms, 1)) - low) / (high - low)
    out.append(text(24, 30, "One decomposition, processor time (shorter is better)", size=15))
    y = 52
    for robust in (False, True):
        for size in SIZES:
            out.append(text(left - 10, y + 20, f"{size.replace('/', ' of period ')}{' robust' if robust else ''}", "end", 11))
            for program, _, colour in PROGRAMS:
                ms = compared.get((program, size, robust))
                if ms is not None:
                    out.append(f'<rect x="{left}" y="{y}" width="{scale(ms) - left:.1f}" height="9" fill="{colour}"/>')
                    out.append(text(scale(ms) + 5, y + 8, seconds(ms), size=9, fill="#57606a"))
                y += 10
            y += 8
    for power in range(low, high + 1):
        x = scale(10 ** power)
        out.append(f'<line x1="{x:.0f}" y1="46" x2="{x:.0f}" y2="{y}" stroke="#d0d7de" stroke-width=".6"/>')
        label = f"{10 ** power} ms" if power < 3 else f"{10 ** (power - 3)} s"
        out.append(text(x, y + 14, label, "middle", 10, "#57606a"))
    x = left
    for _, name, colour in PROGRAMS:
        out.append(f'<rect x="{x}" y="{y + 26}" width="10" height="10" fill="{colour}"/>')
        out.append(text(x + 15, y + 35, name, size=11))
        x += 150
    return y + 50


def lines(scaling, out, height):
    """ns a point against n, a line a period."""
    left, width, top, bottom, low = 730, 330, 60, height - 70, 1
    high = max(4, math.ceil(math.log10(max((ms * 1e6 / n for (n, _, _), ms in scaling.items()), default=1))))
    at_x = lambda n: left + width * (math.log10(n) - 3) / 3
    at_y = lambda ns: bottom - (bottom - top) * (math.log10(ns) - low) / (high - low)
    out.append(text(left - 40, 30, "ns a point, by length and period", size=15))
    for power in range(low, high + 1):
        y = at_y(10 ** power)
        out.append(f'<line x1="{left}" y1="{y:.0f}" x2="{left + width}" y2="{y:.0f}" stroke="#d0d7de" stroke-width=".6"/>')
        out.append(text(left - 6, y + 4, f"{10 ** power:,}", "end", 10, "#57606a"))
    for power, label in zip(range(3, 7), ["1,000", "10,000", "100,000", "1,000,000"]):
        out.append(text(at_x(10 ** power), bottom + 16, label, "end" if power == 6 else "middle", 10, "#57606a"))
    for period, colour in ((24, "#8250df"), (288, "#1a7f37"), (1440, "#cf222e")):
        for robust in (False, True):
            points = sorted((n, ms * 1e6 / n) for (n, p, r), ms in scaling.items() if p == period and r == robust)
            if not points:
                continue
            path = " ".join(f"{at_x(n):.1f},{at_y(ns):.1f}" for n, ns in points)
            dash = ' stroke-dasharray="5 3"' if robust else ""
            out.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"{dash}/>')
            out += [f'<circle cx="{at_x(n):.1f}" cy="{at_y(ns):.1f}" r="2.5" fill="{colour}"/>' for n, ns in points]
        out.append(text(left + {24: 0, 288: 90, 1440: 190}[period], bottom + 38, f"period {period}", fill=colour, size=11))
    out.append(text(left, bottom + 56, "solid: 5 inner passes; dashed: robust, 15 outer passes", size=10, fill="#57606a"))


if __name__ == "__main__":
    compared, scaling = read(sys.argv[2:])
    tables(compared, scaling)
    drawn = []
    height = bars(compared, drawn)
    lines(scaling, drawn, height)
    with open(sys.argv[1], "w") as file:
        file.write(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1090 {height:.0f}" font-family="sans-serif">\n'
                   f'<rect width="1090" height="{height:.0f}" fill="#ffffff"/>\n' + "\n".join(drawn) + "\n</svg>\n")
