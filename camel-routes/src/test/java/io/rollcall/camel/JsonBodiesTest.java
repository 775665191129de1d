package io.rollcall.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.camel.api.RollcallConstants;
import io.rollcall.sandbox.Company;
import io.rollcall.sandbox.script.VendorApi;
import io.rollcall.vendor.Accepted;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What hosts ask in JSON, and what they get told where it is none. */
@Tag("slow")
class JsonBodiesTest extends RollcallTestSupport {
    private static final String PROMOTE =
            "{\"meeting\":\"board-meeting\",\"action\":\"promote\",\"users\":[\"UN-lisi\",\"UN-lisi\"]}";

    private Exchange ask(String uri, Object body, Map<String, Object> headers) {
        return context.createProducerTemplate().request(uri, exchange -> {
            exchange.getMessage().setHeaders(new HashMap<>(headers));
            exchange.getMessage().setBody(body);
        });
    }

    private String answer(String uri, Object body) {
        Exchange exchange = ask(uri, body, Map.of());
        assertThat(exchange.getException()).isNull();
        return RollcallJson.write(exchange.getMessage().getBody());
    }

    @Test
    void setCoHosts_whenAskedInAnyFormOfJson_does() throws Exception {
        play(Company.builtIn());
        start();
        byte[] bytes = PROMOTE.getBytes(StandardCharsets.UTF_8);

        for (Object body : List.of(
                PROMOTE,
                new StringBuilder(PROMOTE),
                bytes,
                new ByteArrayInputStream(bytes),
                Map.of("meeting", "board-meeting", "action", "promote", "users", List.of("UN-lisi")))) {
            sandbox.demote("board-meeting", "UN-lisi");
            assertThat(answer("rollcall:set-co-hosts", body)).isEqualTo("{\"status\":\"done\"}");
            assertThat(sandbox.isCoHost("board-meeting", "UN-lisi")).isTrue();
        }
        assertThat(answer("rollcall:set-co-hosts", PROMOTE.replace("promote", "remove")))
                .isEqualTo(RollcallJson.write(Accepted.ACCEPTED));
        assertThat(sandbox.isCoHost("board-meeting", "UN-lisi")).isFalse();
    }

    @Test
    void invite_whenAskedInJson_answersInTheSameWords() throws Exception {
        play(Company.builtIn());
        start();
        String duty = "{\"user\":\"UN-duty\",\"nick\":\"Duty\"}";
        String phone = "{\"phone\":\"+8613800138000\"}";

        assertThat(answer(
                        "rollcall:invite",
                        "{\"meeting\":\"board-meeting\",\"operator\":\"UN-zhangsan\",\"invitees\":[" + duty + "]}"))
                .isEqualTo("{\"invited\":[" + duty + "],\"alreadyInvited\":[]}");
        assertThat(answer(
                        "rollcall:invite",
                        "{\"meeting\":\"board-meeting\",\"operator\":null,\"invitees\":[" + phone + "," + duty + "]}"))
                .isEqualTo("{\"invited\":[" + phone + "],\"alreadyInvited\":[" + duty + "]}");
    }

    @Test
    void userDetails_whenAskedInAnyForm_asksEachIdOnce() throws Exception {
        play(Company.builtIn());
        start();
        String byFirstType = "[{\"lookup\":\"not-found\",\"account\":{\"id\":\"zhangsan\"}}]";

        for (Object body : List.of(
                List.of("zhangsan", "zhangsan"),
                Set.of("zhangsan"),
                "[\"zhangsan\"]",
                "{\"ids\":[\"zhangsan\"]}",
                Map.of("ids", List.of("zhangsan")))) {
            assertThat(answer("rollcall:user-details", body)).isEqualTo(byFirstType);
        }
        assertThat(answer(
                        "rollcall:user-details", "{\"idType\":\"THIRD_ACCOUNT\",\"ids\":[\"zhangsan\",\"zhangsan\"]}"))
                .startsWith("[{\"lookup\":\"found\",\"account\":{\"id\":\"zhangsan\",\"account\":\"Auto-1\"")
                .endsWith("}}]");
        assertThat(sandbox.calls(VendorApi.HUAWEI_USER_DETAILS)).isEqualTo(6);
    }

    @Test
    void userDetails_takeTheTypeOfTheOption_unlessTheBodyNamesAnother() throws Exception {
        play(Company.builtIn());
        start();
        String uri = "rollcall:user-details?idType=THIRD_ACCOUNT";

        assertThat(answer(uri, List.of("zhangsan"))).startsWith("[{\"lookup\":\"found\"");
        assertThat(answer(uri, "{\"idType\":\"USER_ID\",\"ids\":[\"zhangsan\"]}"))
                .startsWith("[{\"lookup\":\"not-found\"");
        refusedAfter(2, uri, "{\"idType\":\"SHOE_SIZE\",\"ids\":[\"zhangsan\"]}");
    }

    @Test
    void headers_whateverTheEndpointAnswers_stayAsTheyWere() throws Exception {
        play(Company.builtIn());
        start();
        Map<String, Object> mine = Map.of("mine", "1", "CamelMine", 2, RollcallConstants.DEPARTMENT, 7L);

        for (Object body : List.of(PROMOTE, "no JSON")) {
            assertThat(ask("rollcall:set-co-hosts", body, mine).getMessage().getHeaders())
                    .isEqualTo(mine);
        }
        assertThat(ask("rollcall:ongoing-meetings", "UN-lisi", mine)
                        .getMessage()
                        .getHeaders())
                .isEqualTo(mine);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no JSON | the body is not JSON",
                "{'meeting':'c1'} x | the body is not JSON",
                "{'meeting':'c1','meeting':'SECRET'} | the body is not JSON",
                "['SECRET'] | the body must be an object",
                "{'meeting':'SECRET','action':'promote','user':['SECRET']} | the field user is unknown; there may be meeting, action, users",
                "{'action':'promote','users':['SECRET']} | the field meeting is missing",
                "{'meeting':null,'action':'promote','users':['SECRET']} | the field meeting is missing",
                "{'meeting':' ','action':'promote','users':['SECRET']} | the field meeting must not be blank",
                "{'meeting':7,'action':'promote','users':['SECRET']} | the field meeting must be a text",
                "{'meeting':'c1','action':'SECRET','users':['SECRET']} | the field action must be promote or remove",
                "{'meeting':'c1','action':'promote'} | the field users is missing",
                "{'meeting':'c1','action':'promote','users':'SECRET'} | the field users must be a list",
                "{'meeting':'c1','action':'promote','users':[]} | the field users must not be empty",
                "{'meeting':'c1','action':'promote','users':['SECRET',' ']} | the field users[1] must not be blank",
                "{'meeting':'c1','action':'promote','users':[7]} | the field users[0] must be a text",
                "{'meeting':'c1','action':'promote','users':['SECRET','SECRET，UN-b']} | the field users[1] holds a full-width comma (U+FF0C); separate ids with a comma (,), or write each on a line of its own in a file",
                "{'meeting':'c1','action':'promote','users':['13800138000']} | the field users[0] looks like a telephone number, and a unionId is needed here; an invite flow calls telephones that are listed as such",
                "{'meeting':'c​1','action':'promote','users':['SECRET']} | the field meeting holds an invisible character (U+200B); remove it",
            })
    void setCoHosts_whenTheBodyDoesNotFit_namesTheFieldAndSendsNothing(String body, String message) throws Exception {
        play(Company.builtIn());
        start();
        refused("rollcall:set-co-hosts", body.replace('\'', '"'), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'meeting':'c1'} | the field invitees is missing",
                "{'meeting':'c1','invitees':[]} | the field invitees must not be empty",
                "{'meeting':'c1','invitees':['SECRET']} | the field invitees[0] must be an object",
                "{'meeting':'c1','invitees':[{'nick':'SECRET'}]} | the field invitees[0].user or phone is missing",
                "{'meeting':'c1','invitees':[{'user':'SECRET'}]} | the field invitees[0].nick is missing",
                "{'meeting':'c1','invitees':[{'phone':'1'},{'phone':''}]} | the field invitees[1].phone must not be blank",
                "{'meeting':'c1','invitees':[{'phone':'1','user':'SECRET'}]} | the field invitees[0].phone must not stand beside user: an invitee is a user or a phone",
                "{'meeting':'c1','invitees':[{'phone':'＋8613800138000'}]} | the field invitees[0].phone must be a phone number such as +8613800138000, and holds a full-width plus sign (U+FF0B); only ASCII digits, blanks, dots, hyphens, parentheses and a leading + may stand in it",
                "{'meeting':'c1','invitees':[{'user':'name:SECRET','nick':'A'}]} | the field invitees[0].user starts with name:, which is reserved: people are looked up for the lists of cohost and invite flows only; write the unionId",
                "{'meeting':'c1','operator':'SEC RET','invitees':[{'phone':'110'}]} | the field operator holds a blank (U+0020); separate ids with a comma (,), or write each on a line of its own in a file",
                "{'meeting':'c1','invitees':[{'phone':'1','name':'SECRET'}]} | the field invitees[0].name is unknown; there may be user, phone, nick",
            })
    void invite_whenTheBodyDoesNotFit_namesTheFieldAndSendsNothing(String body, String message) throws Exception {
        play(Company.builtIn());
        start();
        refused("rollcall:invite", body.replace('\'', '"'), message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'ids':[]}",
                "{'ids':['']}",
                "[' ']",
                "[7]",
                "7",
                "'zhangsan'",
                "{'idtype':'X','ids':['a']}"
            })
    void userDetails_whenTheBodyDoesNotFit_sendsNothing(String body) throws Exception {
        play(Company.builtIn());
        start();
        refused("rollcall:user-details", body.replace('\'', '"'), null);
    }

    @Test
    void ids_withBlanksAndInvisibleCharactersAround_areTheIds() throws Exception {
        play(Company.builtIn());
        start();

        assertThat(answer(
                        "rollcall:set-co-hosts",
                        PROMOTE.replace("board-meeting", " board-meeting\u00A0")
                                .replace("UN-lisi\"]", "\u200BUN-lisi\uFEFF\"]")))
                .isEqualTo("{\"status\":\"done\"}");
        assertThat(sandbox.isCoHost("board-meeting", "UN-lisi")).isTrue();
        assertThat(answer("rollcall:ongoing-meetings", "UN-lisi\n")).contains("board-meeting");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UN-lisi，UN-b", "13800138000", "Optional[UN-lisi]", "unionId"})
    void ongoingMeetings_whenTheTextIsNoId_sendsNothing(String text) throws Exception {
        play(Company.builtIn());
        start();
        refused("rollcall:ongoing-meetings", text, null);
    }

    @Test
    void invite_whenANumberIsAskedForInAnotherSpelling_callsItOnce() throws Exception {
        play(Company.builtIn());
        start();
        String invite =
                "{\"meeting\":\"board-meeting\",\"invitees\":[{\"phone\":\"+8613800138000\"},{\"phone\":\"13800138000\"}]}";

        answer("rollcall:invite", invite);
        answer("rollcall:invite", invite.replace("+8613800138000", "0086 138-0013-8000"));

        assertThat(sandbox.calls(VendorApi.DINGTALK_INVITE)).isEqualTo(1);
    }

    @Test
    void body_whenOfNoUse_isCalledByItsTypeOnly() throws Exception {
        play(Company.builtIn());
        start();
        refused(
                "rollcall:set-co-hosts",
                7L,
                "The body must be a CoHostChange or JSON, and it is a java.lang.Long. Convert it in a step before;"
                        + " nothing was sent.");
        refused(
                "rollcall:invite",
                null,
                "The body must be an Invitation or JSON, and it is empty. Convert it in a step before; nothing was"
                        + " sent.");
    }

    private void refusedAfter(int calls, String uri, Object body) {
        assertThat(ask(uri, body, Map.of()).getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("The id type must be one of ")
                .hasMessageNotContaining("SHOE_SIZE");
        assertThat(sandbox.calls(VendorApi.HUAWEI_USER_DETAILS)).isEqualTo(calls);
    }

    private void refused(String uri, Object body, String message) {
        Exception refusal = ask(uri, body, Map.of()).getException();

        assertThat(refusal).isInstanceOf(IllegalArgumentException.class).hasMessageNotContaining("SECRET");
        if (message != null) {
            assertThat(refusal).hasMessage(message);
        }
        assertThat(sandbox.calls()).isEmpty();
    }
}
