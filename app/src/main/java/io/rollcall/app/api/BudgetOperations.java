package io.rollcall.app.api;

import io.rollcall.app.control.BudgetOverview;
import java.util.List;
import java.util.Map;

/** The operation of the view "Budget". Thread-safe. */
final class BudgetOperations {
    private final BudgetOverview overview;

    BudgetOperations(BudgetOverview overview) {
        this.overview = overview;
    }

    List<ApiOperation> operations() {
        return List.of(ApiOperation.read("/api/v1/budget", this::budget));
    }

    private Object budget(ApiRequest request) {
        new Fields(request).check();
        return Map.of("accounts", overview.accounts());
    }
}
