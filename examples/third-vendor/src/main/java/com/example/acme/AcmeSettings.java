package com.example.acme;

import io.rollcall.vendor.Secret;
import java.net.URI;

/**
 * One application at Acme Rooms.
 *
 * @param url the address of the calls, without a slash at its end
 */
record AcmeSettings(URI url, String clientId, Secret clientSecret) {}
