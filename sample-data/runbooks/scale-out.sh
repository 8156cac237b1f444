#!/bin/sh
# Adds as many workers again as a component of the demo's bank has.
# usage: scale-out.sh [--dry-run] COMPONENT
set -eu

rehearse=
if [ "$1" = --dry-run ]; then
    rehearse=--dry-run
    shift
fi
exec "$FAULTLINE_JAVA" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$FAULTLINE_CLASSPATH" dev.faultline.app.Main \
    demo mend $rehearse scale-out "$1"
