package io.rollcall.config;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What tests of settings share: a configuration that a test writes, over a folder of its own. */
abstract class ConfigurationTest {
    @TempDir
    Path folder;

    Configuring configuring;

    @BeforeEach
    final void configure() {
        configuring = new Configuring(folder);
    }
}
