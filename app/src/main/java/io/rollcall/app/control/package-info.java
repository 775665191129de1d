/**
 * What an administrator can see and do, as interfaces of the program: the commands and the API of the page render their results and
 * add nothing. They work on an open store; the caller closes it.
 */
@NullMarked
package io.rollcall.app.control;

import org.jspecify.annotations.NullMarked;
