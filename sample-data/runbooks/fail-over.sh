#!/bin/sh
# Moves a component of the demo's bank to its stand-by.
# usage: fail-over.sh [--dry-run] COMPONENT
set -eu

rehearse=
if [ "$1" = --dry-run ]; then
    rehearse=--dry-run
    shift
fi
exec "$FAULTLINE_JAVA" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$FAULTLINE_CLASSPATH" dev.faultline.app.Main \
    demo mend $rehearse fail-over "$1"
