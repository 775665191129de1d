/** Tests of tracked rosters: histories of a company, with the embedded store and real files. */
package io.rollcall.camel.roster;
