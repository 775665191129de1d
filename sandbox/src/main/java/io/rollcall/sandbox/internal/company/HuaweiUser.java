package io.rollcall.sandbox.internal.company;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.rollcall.sandbox.internal.company.HuaweiSettings.Echo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A user of Huawei Cloud Meeting (page 001). Serialized as the details of a response; a null is a value that was never set. Immutable.
 *
 * @param uuid Huawei's own id, unique
 * @param thirdAccount the third-party account, unique
 * @param status the status of the user in responses: 0 found, 1 unchanged, 2 no such user, 3 not allowed, or an
 *     undocumented value
 * @param echo which {@code id} a response has, or null for the company's default
 * @param updateTime milliseconds since the epoch
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties({"uuid", "thirdAccount", "status", "echo"})
public record HuaweiUser(
        String uuid,
        String thirdAccount,
        int status,
        @Nullable Echo echo,
        @Nullable String account,
        @Nullable String name,
        @Nullable String englishName,
        @Nullable String email,
        @Nullable String phone,
        @Nullable String deptName,
        @Nullable String number,
        @Nullable Long updateTime,
        @JsonProperty("isHardTerminal") @Nullable Boolean hardTerminal,
        @Nullable String vmrId,
        @Nullable String signature,
        @Nullable String title,
        @Nullable String description,
        @Nullable Boolean hidePhone,
        @Nullable String type,
        List<String> deptCodes) {

    /** Found, with details. */
    public static final int FOUND = 0;

    /** Unchanged: the response has an id only. */
    public static final int UNCHANGED = 1;

    /** No such user. */
    public static final int MISSING = 2;

    /** Not allowed to see this user. */
    public static final int FORBIDDEN = 3;

    public HuaweiUser {
        deptCodes = List.copyOf(deptCodes);
    }

    /** A copy with another third-party account. */
    HuaweiUser withThirdAccount(String other) {
        return new HuaweiUser(
                uuid,
                other,
                status,
                echo,
                account,
                name,
                englishName,
                email,
                phone,
                deptName,
                number,
                updateTime,
                hardTerminal,
                vmrId,
                signature,
                title,
                description,
                hidePhone,
                type,
                deptCodes);
    }

    /** Without personal data. */
    @Override
    public String toString() {
        return "Account[status=" + status + "]";
    }
}
