package io.rollcall.probe;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/**
 * The parts of names of response headers that a recording keeps: those of HTTP, of usual servers, and of rate limits. A company's
 * proxy may add headers whose names are its own. Not instantiable.
 */
final class HeaderNames {
    private static final Set<String> PARTS = Set.of(
            ("accept access after age agent alive allow allowed alt api app authenticate cache client code connection"
                            + " content control cookie cors correlation count credentials cross date deny disposition domain"
                            + " elapsed encoding error etag expires expose forwarded frame gateway headers host id keep language"
                            + " last length limit link location max message method methods modified name of only opener options"
                            + " origin patch path permissions permitted policies policy powered pragma proxy quota range ranges"
                            + " rate ratelimit ratelimited referrer region remaining request requests requestid reset resource"
                            + " response retry runtime security seconds server service set sni span spanid ssl status strict svc"
                            + " sniff time timing token trace traceid trailer transfer transport type types upgrade upstream used"
                            + " user vary version via warning window www x xss protection by")
                    .split(" "));

    private HeaderNames() {}

    /** Whether each part of a name between hyphens is listed. */
    static boolean isListed(String name) {
        return !name.isEmpty()
                && Arrays.stream(name.toLowerCase(Locale.ROOT).split("-", -1)).allMatch(PARTS::contains);
    }
}
