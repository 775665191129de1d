package io.rollcall.vendor;

import org.jspecify.annotations.Nullable;

/**
 * A vendor and what it is asked, as reports spell it: {@code dingtalk.ongoing-meetings}.
 *
 * @param vendor the provider's name
 * @param call lower case with dashes
 */
public record OperationName(String vendor, String call) implements Comparable<OperationName> {
    @Override
    public int compareTo(OperationName other) {
        int byVendor = vendor.compareTo(other.vendor);
        return byVendor != 0 ? byVendor : call.compareTo(other.call);
    }

    @Override
    public String toString() {
        return vendor + "." + call;
    }

    // a record's own methods are linked at their first use, which costs a short command a millisecond for each type
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof OperationName that && call.equals(that.call) && vendor.equals(that.vendor);
    }

    @Override
    public int hashCode() {
        return 31 * vendor.hashCode() + call.hashCode();
    }
}
