package io.rollcall.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointUriTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kafka:rollcall?brokers=b1:9092",
                "jms:queue:changes",
                "direct:changes",
                "file:/var/spool/rollcall?fileName=a.json",
                "https://host.example/path?token=x",
                "https:host.example/path",
                "HTTPS://host.example",
                "http://127.0.0.1:8080/x",
                "http://127.4.5.6",
                "http:localhost:8080/x?a=b",
                "http://LOCALHOST/",
                "http://[::1]:8080/x",
                "http://user:secret@127.0.0.1/x",
                "http:https://host.example/x",
                "vertx-http:https://host.example/x",
                "vertx-http:http://localhost:80/x",
                "seda:http-events"
            })
    void checked_whenItNamesAComponentAndIsSafe_isTaken(String uri) {
        assertThat(EndpointUri.checked("  " + uri + "\n")).isEqualTo(uri);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://host.example/SECRET",
                "http:host.example:80/SECRET",
                "https:http://host.example/SECRET",
                "https://http://host.example/SECRET",
                "HTTP://host.example/SECRET",
                "http://127.0.0.1@host.example/SECRET",
                "http://host.example\\@127.0.0.1/SECRET",
                "http://127.0.0.1.host.example/SECRET",
                "http://host.example?x=@127.0.0.1&SECRET",
                "http://SECRET:pass/word@127.0.0.1/",
                "http://{{SECRET}}/",
                "vertx-http:http://host.example/SECRET",
                "netty-http:HTTP://host.example/SECRET"
            })
    void checked_whenPlainHttpMayLeaveTheMachine_isRefusedWithoutShowingIt(String uri) {
        assertThatThrownBy(() -> EndpointUri.checked(uri))
                .isInstanceOf(MalformedValueException.class)
                .hasMessage("must use https (plain http is accepted for loopback addresses only)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SECRET",
                "kafka:",
                ":SECRET",
                "//host.example/SECRET",
                "{{SECRET}}",
                "1a:SECRET",
                "ka fka:SECRET"
            })
    void checked_whenItNamesNoComponent_isRefusedWithoutShowingIt(String uri) {
        assertThatThrownBy(() -> EndpointUri.checked(uri))
                .isInstanceOf(MalformedValueException.class)
                .hasMessageStartingWith("must be a Camel URI")
                .hasMessageNotContaining("SECRET");
    }
}
