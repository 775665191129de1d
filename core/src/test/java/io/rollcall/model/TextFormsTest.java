package io.rollcall.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.config.RollcallConfig;
import io.rollcall.http.HttpRequest;
import io.rollcall.http.HttpResponse;
import io.rollcall.invite.InviteeList;
import io.rollcall.state.AuditRepository;
import io.rollcall.state.InvitationRepository.InviteeKey;
import io.rollcall.vendor.AccessToken;
import io.rollcall.vendor.DirectoryProofs.PersonQuestion;
import io.rollcall.vendor.DirectoryProofs.VisibleScope;
import io.rollcall.vendor.Secret;
import io.rollcall.vendor.TokenContext;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The text forms of values that hold secrets or persons' data show neither: they end in logs and exceptions. */
class TextFormsTest {
    private static final String PLANTED = "planted";

    /** Ids are shown: without them no report could say who is meant. */
    private static final Set<Class<?>> IDS =
            Set.of(UserId.class, PersonId.class, MeetingId.class, AccountId.class, DepartmentId.class);

    static Stream<Class<?>> holders() {
        return Stream.of(
                Person.class,
                UserAccount.class,
                EnterpriseAccount.class,
                Participant.class,
                Meeting.class,
                PhoneNumber.class,
                LookupKey.class,
                Invitee.User.class,
                Invitee.Phone.class,
                Invitation.class,
                AccessToken.class,
                TokenContext.class,
                HttpResponse.class);
    }

    @ParameterizedTest
    @MethodSource("holders")
    void toString_whenRecordHoldsSecretsOrPersonsData_showsNeither(Class<? extends Record> type) throws Exception {
        assertThat(filled(type).toString()).doesNotContainIgnoringCase(PLANTED);
    }

    static Stream<Object> others() {
        HttpRequest request = new HttpRequest(
                HttpRequest.Method.POST,
                URI.create("https://api.example"),
                "/v1",
                List.of(new HttpRequest.Field("name", PLANTED)),
                List.of(new HttpRequest.Field("Authorization", PLANTED)),
                "{\"secret\":\"" + PLANTED + "\"}",
                HttpRequest.TokenPlace.query("access_token"));
        AuditRepository.Intention intention = new AuditRepository.Intention(
                Instant.EPOCH, "duty", "invite", "c1", null, "+8613800138000", "not-in-meeting");
        return Stream.of(
                request,
                request.withToken(PLANTED),
                request.headers(),
                Secret.of(PLANTED),
                List.of(Secret.of(PLANTED)),
                new RollcallConfig.Store(
                        "jdbc:postgresql://db/rollcall",
                        "rollcall",
                        Secret.of(PLANTED),
                        Path.of("rollcall-data"),
                        true,
                        Path.of("rollcall-data"),
                        false,
                        Duration.ofDays(400),
                        Duration.ofDays(180)),
                InviteeKey.of(new Invitee.Phone(new PhoneNumber("+8613800138000"), PLANTED), "CN"),
                InviteeKey.of(new Invitee.User(new UserId("UN1"), PLANTED), "CN"),
                intention,
                new AuditRepository.Entry(1, intention, null, null, null, null),
                new PersonQuestion(new PersonId(PLANTED), "zh_CN"),
                new VisibleScope(false, List.of(), List.of(new PersonId(PLANTED))),
                InviteeList.parse("unionId,phone,nick\nUN1,," + PLANTED + "\n,+8613800138000," + PLANTED + "\n"));
    }

    @ParameterizedTest
    @MethodSource("others")
    void toString_whenValueHoldsSecretsOrPersonsData_showsNeither(Object value) {
        assertThat(value.toString()).doesNotContainIgnoringCase(PLANTED).doesNotContain("13800138000");
    }

    private static Object filled(Class<?> type) throws ReflectiveOperationException {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(components[i].getGenericType());
        }
        Constructor<?> canonical = type.getDeclaredConstructor(
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
        return canonical.newInstance(values);
    }

    private static Object value(Type type) throws ReflectiveOperationException {
        if (type instanceof ParameterizedType generic) {
            return generic.getRawType() == List.class
                    ? List.of(value(generic.getActualTypeArguments()[0]))
                    : Map.of(PLANTED, PLANTED);
        }
        Class<?> plain = (Class<?>) type;
        if (plain == String.class) {
            return PLANTED;
        } else if (plain == boolean.class || plain == Boolean.class) {
            return true;
        } else if (plain == int.class) {
            return 200;
        } else if (plain == long.class || plain == Long.class) {
            return 138L;
        } else if (plain == Instant.class) {
            return Instant.EPOCH;
        } else if (plain == Duration.class) {
            return Duration.ZERO;
        } else if (plain == byte[].class) {
            return PLANTED.getBytes(StandardCharsets.UTF_8);
        } else if (plain == Invitee.class) {
            return filled(Invitee.Phone.class);
        } else if (plain.isEnum()) {
            return plain.getEnumConstants()[0];
        } else if (plain == DepartmentId.class) {
            return new DepartmentId(1);
        } else if (IDS.contains(plain)) {
            return plain.getConstructor(String.class).newInstance("id");
        }
        return filled(plain);
    }
}
