package io.rollcall.vendor.huawei;

import static io.rollcall.http.Samples.ok;
import static io.rollcall.vendor.huawei.Clouds.answer;
import static io.rollcall.vendor.huawei.Clouds.fault;
import static io.rollcall.vendor.huawei.Clouds.huawei;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rollcall.http.HttpRequest;
import io.rollcall.http.HttpResponse;
import io.rollcall.http.Samples;
import io.rollcall.model.AccountId;
import io.rollcall.model.UserAccount;
import io.rollcall.model.UserDetails;
import io.rollcall.model.UserDetails.Status;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.Operation;
import io.rollcall.vendor.UserLookup.Question;
import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListUserDetailsTest {
    private static final Question QUESTION = new Question("THIRD_ACCOUNT", List.of("a", "b"));
    private final Operation<Question, List<UserDetails>> details =
            huawei("", null).details();

    @Test
    void request_isThePagesOwn() throws IOException {
        Question question = new Question(
                "USER_ID", List.of("ff8080816993bac00169bdf14e0800ad", "718b8be14f09432caf66f3076505207b"));
        HttpRequest request = details.request(question);
        assertThat(request.method()).isEqualTo(HttpRequest.Method.POST);
        assertThat(request.uri()).hasToString("http://127.0.0.1:3/v1/usg/abs/users/list?idType=USER_ID");
        assertThat(request.token()).isEqualTo(HttpRequest.TokenPlace.header("X-Access-Token"));
        ObjectMapper mapper = new ObjectMapper();
        assertThat(mapper.readTree(request.body()))
                .isEqualTo(mapper.readTree(Samples.text("huawei/user-details/page-request.json")));
        assertThat(details.request(new Question("THIRD_ACCOUNT", List.of("a\"张")))
                        .body())
                .isEqualTo("[{\"id\":\"a\\\"张\"}]");
    }

    @Test
    void request_whenTheQuestionIsOutOfRange_isRefused() {
        List<String> many = IntStream.range(0, 201).mapToObj(Integer::toString).toList();
        assertThat(details.request(new Question("USER_ID", many.subList(0, 200)))
                        .body())
                .isNotNull();
        for (Question question : List.of(
                new Question("USER_ID", many),
                new Question("USER_ID", List.of()),
                new Question("USER_ID", List.of(" ")),
                new Question("USER_ID", Collections.nCopies(2, "same")),
                new Question("MAIL", List.of("a")))) {
            assertThatThrownBy(() -> details.request(question))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining("same");
        }
    }

    @Test
    void read_whenThePagesSampleAsPrinted_isFoundWithoutIdAndStatus() {
        assertThat(answer(details.read(QUESTION, ok("huawei/user-details/page-sample.json"))))
                .containsExactly(new UserDetails(
                        Status.FOUND,
                        null,
                        new UserAccount(
                                null,
                                "Zhangsan@example.com",
                                "Zhang San",
                                "Sam",
                                "zhangshan@example.com",
                                "177****0476",
                                "cloudcore",
                                List.of("1"),
                                "+99111283523475338",
                                "912992631",
                                "NORMAL_USER",
                                "Project Manager",
                                "Remarks",
                                "Tom's signature",
                                null,
                                false,
                                Instant.parse("2019-04-03T05:20:17.303Z"))));
    }

    @Test
    void read_whenAsSent_keepsEveryStatusApart() {
        List<UserDetails> found = answer(details.read(QUESTION, ok("huawei/user-details/as-sent.json")));
        assertThat(found)
                .extracting(UserDetails::status)
                .containsExactly(
                        Status.FOUND,
                        Status.UNCHANGED,
                        Status.NOT_FOUND,
                        Status.FORBIDDEN,
                        Status.UNKNOWN,
                        Status.UNKNOWN,
                        Status.FOUND);
        assertThat(found).extracting(UserDetails::statusCode).containsExactly(0L, 1L, 2L, 3L, 7L, null, null);
        assertThat(found.get(0).account().hidePhone()).isTrue();
        assertThat(found.get(0).account().email()).isNull();
        assertThat(found.get(0).account().departmentCodes()).containsExactly("1", "2");
    }

    @Test
    void read_whenTypedAsTextAndAlone_isReadAlike() {
        UserDetails found = answer(details.read(QUESTION, ok("huawei/user-details/text-typed.json")))
                .get(0);
        assertThat(found.status()).isEqualTo(Status.FOUND);
        assertThat(found.account().id()).isEqualTo(new AccountId("123456789012345678"));
        assertThat(found.account().hidePhone()).isFalse();
        assertThat(found.account().departmentCodes()).containsExactly("1");
        assertThat(found.account().updatedAt()).isEqualTo(Instant.parse("2019-04-03T05:20:17.303Z"));
        assertThat(answer(details.read(QUESTION, json("[]")))).isEmpty();
        assertThat(answer(details.read(QUESTION, json("\"[{\\\"id\\\":\\\"x\\\"}]\""))))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "null", "true", "\"x\"", "{\"data\":[]}", "<html></html>", "[{}"})
    void read_whenNoList_isUnreadable(String body) {
        assertThat(fault(details.read(QUESTION, json(body)))).isInstanceOf(Fault.Unreadable.class);
    }

    @Test
    void read_whenStatusIsNoNumber_isUnknown() {
        assertThat(answer(details.read(QUESTION, json("[{\"id\":\"x\",\"statusCode\":\"odd\",\"name\":\"n\"}]"))))
                .extracting(UserDetails::status)
                .containsExactly(Status.UNKNOWN);
    }

    @Test
    void lookup_tellsItsLimits() {
        Huawei huawei = huawei("", null);
        assertThat(huawei.largestBatch()).isEqualTo(200);
        assertThat(huawei.ownIdType()).isEqualTo("USER_ID");
        assertThat(huawei.idTypes()).containsExactly("USER_ID", "THIRD_ACCOUNT");
        assertThat(details.metered()).isFalse();
        assertThat(details.name()).hasToString("huawei.user-details");
    }

    private static HttpResponse json(String body) {
        return HttpResponse.of(200, Map.of(), body);
    }
}
