package io.rollcall.sandbox.internal.company;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.rollcall.sandbox.internal.company.HuaweiSettings.Echo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A person as Huawei Cloud Meeting knows them (page 001). A null is a value that was never filled in.
 *
 * @param uuid Huawei's own id, unique
 * @param thirdAccount the third-party account, unique
 * @param status what a question about this person is answered with: 0 found, 1 unchanged, 2 no such user, 3 not allowed, or
 *     a value that the page does not know
 * @param echo what this person's {@code id} is, or null for the company's way
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

    /** Found, and said to be unchanged: only an id comes. */
    public static final int UNCHANGED = 1;

    /** No such user. */
    public static final int MISSING = 2;

    /** Not allowed to see this user. */
    public static final int FORBIDDEN = 3;

    public HuaweiUser {
        deptCodes = List.copyOf(deptCodes);
    }

    /** Without anything that tells who it is. */
    @Override
    public String toString() {
        return "Account[status=" + status + "]";
    }
}
