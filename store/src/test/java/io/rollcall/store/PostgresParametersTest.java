package io.rollcall.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.config.ConfigurationException;
import io.rollcall.config.RollcallConfig;
import io.rollcall.vendor.Secret;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresParametersTest {

    private static void open(String url) {
        Path folder = Path.of("unused");
        Store.open(
                        new RollcallConfig.Store(
                                url,
                                "",
                                Secret.of(""),
                                folder,
                                true,
                                folder,
                                false,
                                Duration.ofDays(400),
                                Duration.ofDays(180)),
                        Clock.systemUTC())
                .close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jdbc:postgresql://h:abc/d | cannot be read by PostgreSQL's driver",
                "jdbc:postgresql://h/d?sslmode=S3CRET | has a value of sslmode that is not one of",
                "jdbc:postgresql://h/d?connectTimeout=S3CRET | has a value of connectTimeout that is not a number",
                "jdbc:postgresql://h/d?tcpKeepAlive=S3CRET | has a value of tcpKeepAlive that is neither true nor false",
                "jdbc:postgresql://h/d?targetServerType=S3CRET | has a value of targetServerType that is not one of",
                "jdbc:postgresql://h/d?currentSchema=%zz | has a value of currentSchema with a %",
                "jdbc:postgresql://h/d?ssl=true&sslMode=require | has a parameter that PostgreSQL's driver does not support"
                        + " (sslMode); did you mean sslmode?",
                "jdbc:postgresql://h/d?nonsense=S3CRET | has a parameter that PostgreSQL's driver does not support (nonsense)",
            })
    void open_whenTheDriverCouldNotUseTheUrl_isAProblemOfTheConfiguration(String url, String problem) {
        assertThatThrownBy(() -> open(url))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("rollcall.store.url " + problem)
                .hasMessageNotContaining("S3CRET")
                .message()
                .hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://h/d",
                "jdbc:postgresql://h/d?ssl=true",
                "jdbc:postgresql://h/d?ssl",
                "jdbc:postgresql://h1:1,h2:2/d?targetServerType=primary&sslmode=verify-full&connectTimeout=5",
                "jdbc:postgresql://[::1]:5432/d?currentSchema=a%20b&ApplicationName=x",
                "jdbc:postgresql://h/d?prepareThreshold=0&socketTimeout=30&tcpKeepAlive=TRUE&gssEncMode=disable&"
            })
    void open_whenTheUrlIsSound_touchesNothing(String url) {
        open(url);
        assertThat(PostgresParameters.problem(url)).isEmpty();
    }
}
