/// From lines of logs to series: masked, told apart by template, counted cell by cell.
@NullMarked
package dev.faultline.source.log;

import org.jspecify.annotations.NullMarked;
