package io.rollcall.call;

import io.rollcall.reference.ReferencePage;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class FaultsPageTest {
    @Test
    void page_isPrintedFromTheTables() throws IOException {
        ReferencePage.holds("faults.md", FaultsPage.print());
    }
}
