/// What is kept from one start to the next, in SQLite, behind the ports of those who need it.
@NullMarked
package dev.faultline.store;

import org.jspecify.annotations.NullMarked;
