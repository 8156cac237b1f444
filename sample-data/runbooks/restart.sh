#!/bin/sh
# Stops and starts a component of the demo's bank.
# usage: restart.sh [--dry-run] COMPONENT
set -eu

rehearse=
if [ "$1" = --dry-run ]; then
    rehearse=--dry-run
    shift
fi
exec "$FAULTLINE_JAVA" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$FAULTLINE_CLASSPATH" dev.faultline.app.Main \
    demo mend $rehearse restart "$1"
