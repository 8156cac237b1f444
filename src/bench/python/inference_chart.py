#!/usr/bin/env python3
"""A chart (SVG) of what InferenceTimes measured: ms of a posterior and of one finding by components.

    python3 src/bench/python/inference_chart.py OUT.svg TIMES.csv
"""
import csv
import math
import sys

COLOURS = {"tree": "#1a7f37", "hub": "#1f6feb", "dense": "#cf222e", "cyclic": "#8250df"}
WIDTH, TOP, BOTTOM, LOW, HIGH = 400, 60, 360, -2, 3
# (components, ms) that were asked for: a posterior, one finding
TARGETS = {"posterior": [(300, 5)], "finding": [(300, 1), (10000, 10)]}


def text(x, y, words, anchor="start", size=11, fill="#57606a"):
    return f'<text x="{x:.0f}" y="{y:.0f}" text-anchor="{anchor}" font-size="{size}" fill="{fill}">{words}</text>'


def panel(rows, what, title, left, out):
    at_x = lambda n: left + WIDTH * (math.log10(n) - 2) / 2
    at_y = lambda ms: BOTTOM - (BOTTOM - TOP) * (math.log10(max(ms, 10 ** LOW)) - LOW) / (HIGH - LOW)
    out.append(text(left - 40, 30, title, size=15, fill="#1f2328"))
    for power in range(LOW, HIGH + 1):
        y = at_y(10 ** power)
        out.append(f'<line x1="{left}" y1="{y:.0f}" x2="{left + WIDTH}" y2="{y:.0f}" stroke="#d0d7de" stroke-width=".6"/>')
        out.append(text(left - 6, y + 4, f"{10 ** power:g} ms", "end", 10))
    for n in sorted({int(row["components"]) for row in rows}):
        out.append(text(at_x(n), BOTTOM + 16, f"{n:,}", "middle", 10))
    for shape, colour in COLOURS.items():
        line = sorted((int(row["components"]), row) for row in rows if row["shape"] == shape)
        for percentile, dash in (("50", ""), ("95", ' stroke-dasharray="5 3"')):
            points = [(at_x(n), at_y(float(row[what + percentile]))) for n, row in line]
            path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
            out.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"{dash}/>')
            out += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.5" fill="{colour}"/>' for x, y in points]
    for n, ms in TARGETS[what]:
        x, y = at_x(n), at_y(ms)
        out.append(f'<path d="M{x - 7:.0f} {y:.0f}h14M{x:.0f} {y - 7:.0f}v14" stroke="#1f2328" stroke-width="2"/>')


if __name__ == "__main__":
    with open(sys.argv[2], newline="") as file:
        rows = list(csv.DictReader(file))
    drawn = []
    panel(rows, "posterior", "A posterior from nothing, processor time", 80, drawn)
    panel(rows, "finding", "One more finding, processor time", 580, drawn)
    for k, (shape, colour) in enumerate(COLOURS.items()):
        drawn.append(text(80 + 90 * k, BOTTOM + 42, shape, size=12, fill=colour))
    drawn.append(text(450, BOTTOM + 42, "solid: median of 20 incidents; dashed: 95th percentile; +: target"))
    with open(sys.argv[1], "w") as file:
        file.write('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1010 420" font-family="sans-serif">\n'
                   '<rect width="1010" height="420" fill="#ffffff"/>\n' + "\n".join(drawn) + "\n</svg>\n")
