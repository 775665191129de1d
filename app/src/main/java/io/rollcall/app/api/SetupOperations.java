package io.rollcall.app.api;

import io.rollcall.app.control.BackgroundCheck;
import io.rollcall.app.control.SetupOverview;
import java.util.List;

/** The operations of the view "Set-up". Thread-safe. */
final class SetupOperations {
    private final SetupOverview overview;
    private final BackgroundCheck check;

    SetupOperations(SetupOverview overview, BackgroundCheck check) {
        this.overview = overview;
        this.check = check;
    }

    List<ApiOperation> operations() {
        return List.of(
                ApiOperation.read("/api/v1/setup", this::setup), ApiOperation.change("/api/v1/check", this::check));
    }

    private Object setup(ApiRequest request) {
        new Fields(request).check();
        return overview.setup();
    }

    private Object check(ApiRequest request) {
        new Fields(request).check();
        if (!check.start()) {
            throw ApiProblem.conflict("A check is under way. Wait for its result.");
        }
        return check.state();
    }
}
