/// Plain networks of discrete variables from files of others (BIF, UAI) and what follows from
/// evidence on them; and networks of components written so that others can check them.
@NullMarked
package dev.faultline.cause.network;

import org.jspecify.annotations.NullMarked;
