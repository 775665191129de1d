package io.rollcall.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import io.rollcall.json.DocumentedJson;
import io.rollcall.json.UtcTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A person of a company's directory, in one department's list. A missing or empty text is null; null does not mean that the
 * directory has no value, because many fields require permissions.
 *
 * @param departments in the vendor's order; empty if there are none
 * @param departmentOrder the person's position in the department, a 64-bit number
 * @param extension the company's own attributes, in the vendor's order; empty if there are none
 * @param leader whether the person leads the department of this list
 * @param enterpriseAccount whether the company owns the account
 * @param enterprise details of such an account; null if there are none
 */
@DocumentedJson
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Person(
        @JsonProperty("userId") PersonId id,
        @Nullable UserId unionId,
        @Nullable String name,
        @JsonInclude(JsonInclude.Include.ALWAYS) List<DepartmentId> departments,
        @Nullable String title,
        @Nullable String jobNumber,
        @Nullable String email,
        @Nullable String orgEmail,
        @Nullable String stateCode,
        @Nullable String mobile,
        @Nullable Boolean hideMobile,
        @Nullable String telephone,
        @Nullable String workPlace,
        @Nullable String remark,
        @Nullable String avatar,
        @Nullable Long departmentOrder,
        @JsonInclude(value = JsonInclude.Include.NON_EMPTY, content = JsonInclude.Include.NON_EMPTY)
                Map<String, String> extension,
        @JsonSerialize(using = UtcTime.class) @Nullable Instant hiredAt,
        @Nullable Boolean active,
        @Nullable Boolean admin,
        @Nullable Boolean boss,
        @Nullable Boolean leader,
        @Nullable Boolean enterpriseAccount,
        @JsonIgnore @Nullable EnterpriseAccount enterprise) {

    public Person {
        departments = List.copyOf(departments);
    }

    /** The same person with other departments. */
    public Person in(List<DepartmentId> others) {
        return new Person(
                id,
                unionId,
                name,
                others,
                title,
                jobNumber,
                email,
                orgEmail,
                stateCode,
                mobile,
                hideMobile,
                telephone,
                workPlace,
                remark,
                avatar,
                departmentOrder,
                extension,
                hiredAt,
                active,
                admin,
                boss,
                leader,
                enterpriseAccount,
                enterprise);
    }

    /** The mobile number with its country code; empty if the directory shows none. */
    public Optional<PhoneNumber> mobileNumber() {
        if (mobile == null || mobile.isBlank()) {
            return Optional.empty();
        }
        boolean isComplete = stateCode == null || stateCode.isBlank() || mobile.startsWith("+");
        return Optional.of(new PhoneNumber(isComplete ? mobile : "+" + stateCode + mobile));
    }

    /** Shows the id only: the rest is personal data. */
    @Override
    public String toString() {
        return "Person[" + id + "]";
    }
}
