package io.rollcall.config;

import io.rollcall.reference.ReferencePage;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class SettingsPageTest {
    @Test
    void page_isPrintedFromTheDeclarations() throws IOException {
        ReferencePage.holds("settings.md", SettingsPage.print(RollcallConfig.settings(KnownVendors.all())));
    }
}
