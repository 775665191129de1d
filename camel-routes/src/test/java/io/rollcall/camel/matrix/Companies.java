package io.rollcall.camel.matrix;

import io.rollcall.sandbox.Company;

/** The companies that the matrix talks to. */
final class Companies {
    private static final Company OWN = Company.builtIn().withoutLimits();
    private static final Company CUSTOMER = Company.parse(
                    """
                    {"dingtalk": {"appType": "third-party", "clientId": "suite-1", "clientSecret": "suite-secret",
                                  "corpId": "ding-corp", "suiteTicket": "ticket-1"}}
                    """)
            .withoutLimits();

    private Companies() {}

    /** The company at which an operation is tried. */
    static Company of(Api api) {
        return api == Api.DINGTALK_TOKEN_THIRD_PARTY ? CUSTOMER : OWN;
    }
}
