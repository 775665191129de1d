package io.rollcall.vendor.dingtalk;

import static io.rollcall.http.Samples.ok;
import static io.rollcall.vendor.dingtalk.Dings.DINGTALK;
import static io.rollcall.vendor.dingtalk.Dings.answer;
import static io.rollcall.vendor.dingtalk.Dings.fault;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.http.HttpRequest;
import io.rollcall.model.PersonId;
import io.rollcall.model.PhoneNumber;
import io.rollcall.model.UserId;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.Operation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeopleSearchTest {
    private static final PhoneNumber NUMBER = new PhoneNumber("+8613800138000");
    private static final UserId USER = new UserId("z21HjQliSzpw0Y==");

    private final Operation<PhoneNumber, List<PersonId>> byMobile = DINGTALK.byMobile();
    private final Operation<UserId, List<PersonId>> byUserId = DINGTALK.byUserId();

    @ParameterizedTest
    @CsvSource({"+8613800138000,13800138000", "13800138000,13800138000", "+6591234567,+6591234567"})
    void byMobile_sendsAChineseNumberWithoutItsCountry(String number, String sent) {
        HttpRequest request = byMobile.request(new PhoneNumber(number)).withToken("t");
        assertThat(request.uri()).hasToString("http://127.0.0.1:2/topapi/v2/user/getbymobile?access_token=t");
        assertThat(request.body()).isEqualTo("{\"mobile\":\"" + sent + "\",\"support_exclusive_account_search\":true}");
        assertThat(request.toString()).doesNotContain("13800138000", "91234567");
    }

    @ParameterizedTest
    @CsvSource({
        "as-sent,zhangsan",
        "several,zhangsan zhangsan-corp",
        "enterprise-only,zhangsan-corp",
        "errcode-60121,''"
    })
    void byMobile_findsAllWithTheNumber(String file, String people) {
        List<PersonId> expected = people.isEmpty()
                ? List.of()
                : List.of(people.split(" ")).stream().map(PersonId::new).toList();
        assertThat(answer(byMobile.read(NUMBER, ok("dingtalk/user-by-mobile/" + file + ".json"))))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"errcode-40104,BAD_REQUEST", "errcode-60011,PERMISSION", "no-userid,UNREADABLE"})
    void byMobile_whenItIsRefused_isAFault(String file, Fault.Kind kind) {
        Fault fault = fault(byMobile.read(NUMBER, ok("dingtalk/user-by-mobile/" + file + ".json")));
        assertThat(fault.kind()).isEqualTo(kind);
        if (kind == Fault.Kind.PERMISSION) {
            assertThat(fault.remedy()).contains("qyapi_get_member_by_mobile");
        }
    }

    @Test
    void byUserId_findsThePersonAndNoExternalContact() {
        HttpRequest request = byUserId.request(USER).withToken("t");
        assertThat(request.uri()).hasToString("http://127.0.0.1:2/topapi/user/getbyunionid?access_token=t");
        assertThat(request.body()).isEqualTo("{\"unionid\":\"z21HjQliSzpw0Y==\"}");
        assertThat(answer(byUserId.read(USER, ok("dingtalk/user-by-unionid/as-sent.json"))))
                .containsExactly(new PersonId("zhangsan"));
        assertThat(answer(byUserId.read(USER, ok("dingtalk/user-by-unionid/external.json"))))
                .isEmpty();
        assertThat(answer(byUserId.read(USER, ok("dingtalk/user-by-unionid/errcode-60121.json"))))
                .isEmpty();
        assertThat(fault(byUserId.read(USER, ok("dingtalk/user-by-unionid/no-userid.json"))))
                .isInstanceOf(Fault.Unreadable.class);
    }

    @Test
    void byUserId_whenTheIdIsTooLong_isNotAskedFor() {
        assertThatThrownBy(() -> byUserId.request(new UserId("u".repeat(101))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void searches_areFree() {
        assertThat(byMobile.metered()).isFalse();
        assertThat(byUserId.metered()).isFalse();
        assertThat(List.of(byMobile.name().toString(), byUserId.name().toString()))
                .containsExactly("dingtalk.user-by-mobile", "dingtalk.user-by-unionid");
    }
}
