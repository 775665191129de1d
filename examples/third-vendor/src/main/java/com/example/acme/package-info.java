/**
 * Acme Rooms, a vendor that does not exist: what is asked, how the answers are read, and which fault each of its error
 * codes is. The vendor's words stay in here.
 */
@NullMarked
package com.example.acme;

import org.jspecify.annotations.NullMarked;
