package io.rollcall.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a recording answers, and what of a stranger's recording is refused. */
class RecordingPlayerTest {
    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text.replace('\'', '"'));
    }

    private void index(String... files) throws IOException {
        write("recording.json", "{'format':1,'exchanges':[{'file':'" + String.join("'},{'file':'", files) + "'}]}");
    }

    private void meetingsOf(String file, String user, String response) throws IOException {
        write(
                file,
                "{'operation':'dingtalk.ongoing-meetings','request':{'method':'GET','path':'/v1.0/conference/users/lists',"
                        + "'query':{'unionId':'" + user + "'}},'response':" + response + "}");
    }

    private HttpResponse<String> get(RecordingPlayer player, String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(player.url() + path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void answers_followOneAnother_byValuesFirst_andOtherAddressesHaveNone() throws Exception {
        index("01.json", "02.json", "03.json");
        meetingsOf("01.json", "UN1", "{'status':200,'headers':{'X-Limit':'7'},'form':'json','body':{'n':1}}");
        meetingsOf("02.json", "UN1", "{'status':200,'headers':{},'form':'json','body':{'n':2}}");
        meetingsOf(
                "03.json", "UN2", "{'status':503,'headers':{'Content-Type':'text/html'},'form':'markup','length':9}");
        try (RecordingPlayer player = RecordingPlayer.start(folder, 0)) {
            HttpResponse<String> first = get(player, "/v1.0/conference/users/lists?unionId=UN1");
            assertThat(first.body()).isEqualTo("{\"n\":1}");
            assertThat(first.headers().firstValue("X-Limit")).hasValue("7");
            assertThat(get(player, "/v1.0/conference/users/lists?unionId=UN1").body())
                    .isEqualTo("{\"n\":2}");
            assertThat(get(player, "/v1.0/conference/users/lists?unionId=UN1").body())
                    .isEqualTo("{\"n\":2}");
            HttpResponse<String> page = get(player, "/v1.0/conference/users/lists?unionId=UN2");
            assertThat(page.statusCode()).isEqualTo(503);
            assertThat(page.body()).isEqualTo("<xxxxxxxx");
            assertThat(get(player, "/other").statusCode()).isEqualTo(404);
            assertThat(player.settings())
                    .containsEntry("rollcall.flow.board.users", "UN1,UN2")
                    .containsEntry("rollcall.dingtalk.api-url", player.url());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"UN1\\nrollcall.http.proxy=evil", "UN1\\u001b[2J", "UN1,UN2", "a b", "#x"})
    void settings_haveNoUser_whoseIdCouldBeMoreThanAnId(String user) throws Exception {
        index("01.json");
        meetingsOf("01.json", user, "{'status':200,'headers':{},'form':'json','body':{}}");
        try (RecordingPlayer player = RecordingPlayer.start(folder, 0)) {
            assertThat(player.settings()).doesNotContainKey("rollcall.flow.board.users");
            assertThat(player.settings().toString()).doesNotContain("\n", "\u001b", "evil");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'status':200,'headers':{},'form':'garbage','length':2000000000}",
                "{'status':200,'headers':{},'form':'garbage','length':-1}",
                "{'status':99999,'headers':{},'form':'json','body':{}}",
                "{'status':101,'headers':{},'form':'json','body':{}}",
                "{'status':200,'headers':{'X':'a\\r\\nSet-Cookie: b'},'form':'json','body':{}}",
                "{'status':200,'headers':{'X Y':'a'},'form':'json','body':{}}"
            })
    void recording_whoseAnswerNoRecordingHas_isRefused(String response) throws Exception {
        index("01.json");
        meetingsOf("01.json", "UN1", response);
        assertThatThrownBy(() -> RecordingPlayer.start(folder, 0))
                .isInstanceOf(InvalidRecordingException.class)
                .hasMessageContaining("01.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../etc/passwd", "a/b.json", "", "x\\u001b[2J"})
    void recording_thatNamesAFileOfAnotherFolder_isRefused(String name) throws Exception {
        index(name);
        assertThatThrownBy(() -> RecordingPlayer.start(folder, 0))
                .isInstanceOf(InvalidRecordingException.class)
                .hasMessageNotContaining("etc")
                .hasMessageNotContaining("\u001b");
    }

    @Test
    void recording_ofAnotherFormat_isRefused_withoutItsText() throws Exception {
        write("recording.json", "{'format':'\\u001b[2J'}");
        assertThatThrownBy(() -> RecordingPlayer.start(folder, 0))
                .isInstanceOf(InvalidRecordingException.class)
                .hasMessageContaining("format 0")
                .hasMessageNotContaining("\u001b");
    }
}
