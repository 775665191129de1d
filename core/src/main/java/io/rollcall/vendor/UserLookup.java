package io.rollcall.vendor;

import io.rollcall.model.UserDetails;
import java.util.List;

/** Tells what a vendor knows of given people. */
public interface UserLookup {

    /** Looks up to {@link #largestBatch()} people up; order and number of the answers are not promised. */
    Operation<Question, List<UserDetails>> details();

    /** The most ids that one question may name. */
    int largestBatch();

    /** The id type under which the vendor takes its own ids. */
    String ownIdType();

    /** The id types that the vendor takes. */
    List<String> idTypes();

    /**
     * Asks about people.
     *
     * @param idType one of {@link UserLookup#idTypes()}
     * @param ids distinct, at least one, none blank
     */
    record Question(String idType, List<String> ids) {
        public Question {
            ids = List.copyOf(ids);
        }

        /** Shows the number of ids only: they may be mail addresses or phone numbers. */
        @Override
        public String toString() {
            return "Question[" + idType + ", " + ids.size() + " ids]";
        }
    }
}
