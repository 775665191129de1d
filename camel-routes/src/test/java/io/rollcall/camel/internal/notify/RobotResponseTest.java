package io.rollcall.camel.internal.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A refusal inside a response of status 200, and what is none. */
class RobotResponseTest {
    private static String refusal(String host, String body) {
        return RobotResponse.refusal(host, body.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "oapi.dingtalk.com    | {\"errcode\":310000,\"errmsg\":\"sign not match\"} | code 310000 (sign not match)",
                "oapi.dingtalk.com    | {\"errcode\":\"130101\",\"errmsg\":\"send too fast\"} | code 130101 (send too fast)",
                "oapi.dingtalk.com    | {\"errcode\":-1} | code -1",
                "qyapi.weixin.qq.com  | {\"errcode\":93000,\"errmsg\":\"bad\\u0007key\"} | code 93000 (bad?key)",
                "open.feishu.cn       | {\"code\":19024,\"msg\":\"Key Words Not Found\"} | code 19024 (Key Words Not Found)",
                "open.larksuite.com   | {\"code\":9499,\"msg\":\"\"} | code 9499"
            })
    void refusal_whenTheRobotRefuses_saysCodeAndWords(String host, String body, String words) {
        assertThat(refusal(host, body)).endsWith(words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"errcode\":0,\"errmsg\":\"ok\"}",
                "{\"errcode\":\"0\"}",
                "{\"errcode\":null}",
                "{\"code\":200,\"msg\":\"success\"}",
                "{\"code\":1}",
                "[{\"errcode\":1}]",
                "ok",
                "",
                "<html>errcode 1</html>"
            })
    void refusal_whenItIsNone_isNull(String body) {
        assertThat(refusal("hooks.example", body)).isNull();
    }
}
