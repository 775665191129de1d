package io.rollcall.vendor;

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
}
