package io.rollcall.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.http.HttpRequest;
import io.rollcall.http.HttpResponse;
import io.rollcall.model.DepartmentId;
import io.rollcall.model.MeetingId;
import io.rollcall.model.PersonId;
import io.rollcall.model.PhoneNumber;
import io.rollcall.model.UserId;
import io.rollcall.reference.VendorAnswers;
import io.rollcall.vendor.Application;
import io.rollcall.vendor.DepartmentDirectory.PeoplePage;
import io.rollcall.vendor.DepartmentDirectory.SubDepartments;
import io.rollcall.vendor.DirectoryProofs.DepartmentQuestion;
import io.rollcall.vendor.DirectoryProofs.LeavePage;
import io.rollcall.vendor.DirectoryProofs.PersonQuestion;
import io.rollcall.vendor.DirectoryProofs.WholeCompany;
import io.rollcall.vendor.OngoingMeetings.Cursor;
import io.rollcall.vendor.OngoingMeetings.MeetingPage;
import io.rollcall.vendor.Operation;
import io.rollcall.vendor.TokenContext;
import io.rollcall.vendor.UserLookup.Question;
import io.rollcall.vendor.Vendor;
import io.rollcall.vendor.dingtalk.DingTalkVendor;
import io.rollcall.vendor.huawei.HuaweiVendor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every sample of an answer, recorded and replayed. */
class RecordedSamplesTest {
    private static final Instant NOW = Instant.parse("2026-11-20T08:00:00Z");
    private static final Path SAMPLES = Path.of("src/test/resources");
    private static final Path READERS = Path.of("src/main/java/io/rollcall/vendor");
    private static final Pattern NAME = Pattern.compile("(?:\\.at|has|firstOf)\\(((?:\"\\w+\"(?:,\\s*)?)+)\\)");

    private static final Map<String, Object> INPUTS = Map.ofEntries(
            Map.entry("token", new TokenContext(NOW, "n".repeat(32))),
            Map.entry("ongoing-meetings", new UserId("UN1")),
            Map.entry("org-meetings", Cursor.FIRST),
            Map.entry("members", new MeetingPage(new MeetingId("c1"), Cursor.FIRST)),
            Map.entry("department-users", new PeoplePage(new DepartmentId(1), 0, 100, "", Map.of())),
            Map.entry("sub-departments", new SubDepartments(new DepartmentId(1), "")),
            Map.entry("sub-department-ids", new DepartmentId(1)),
            Map.entry("department", new DepartmentQuestion(new DepartmentId(37), "")),
            Map.entry("user", new PersonQuestion(new PersonId("zhangsan"), "")),
            Map.entry("user-count", WholeCompany.COMPANY),
            Map.entry("scopes", WholeCompany.COMPANY),
            Map.entry("leave-records", new LeavePage(NOW.minusSeconds(60), NOW, Cursor.FIRST)),
            Map.entry("user-by-mobile", new PhoneNumber("+8613800138000")),
            Map.entry("user-by-unionid", new UserId("UN1")),
            Map.entry("user-details", new Question("USER_ID", List.of("a"))));

    @Test
    void replay_readsAsTheRealAnswer_forEverySample() throws IOException {
        int samples = 0;
        for (Vendor vendor : List.of(new DingTalkVendor(), new HuaweiVendor())) {
            for (Operation<?, ?> operation : VendorAnswers.application(vendor).operations()) {
                if (operation.afterUnknownOutcome() == Operation.Repeat.REPEAT) {
                    samples += replay(operation);
                }
            }
        }
        assertThat(samples).isGreaterThan(80);
    }

    private static <I, O> int replay(Operation<I, O> operation) throws IOException {
        String call = operation.name().call();
        Object input = INPUTS.get(call);
        assertThat(input).as("an input for " + operation.name()).isNotNull();
        Path folder = SAMPLES.resolve(operation.name().vendor()).resolve(call);
        int samples = 0;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                Recorder recorder = new Recorder(new Anonymizer(new Random(samples)), number -> {});
                @SuppressWarnings("unchecked") // the table above has the input of each call
                I asked = (I) input;
                Matcher status = Pattern.compile("^(\\d{3})[-.]")
                        .matcher(file.getFileName().toString());
                recorder.reading(operation, any -> anonymous(recorder.anonymizer(), any))
                        .read(
                                asked,
                                HttpResponse.of(
                                        status.find() ? Integer.parseInt(status.group(1)) : 200,
                                        Map.of("Content-Type", "application/json"),
                                        Files.readString(file)));
                assertThat(recorder.exchanges()).singleElement().satisfies(exchange -> assertThat(exchange.replayed())
                        .as(file.toString())
                        .isEqualTo(exchange.live()));
                samples++;
            }
        }
        return samples;
    }

    @SuppressWarnings("unchecked")
    private static <I> I anonymous(Anonymizer anonymizer, I input) {
        Object anonymous = input;
        if (input instanceof PersonQuestion question) {
            anonymous = new PersonQuestion(anonymizer.person(question.person()), "");
        } else if (input instanceof DepartmentQuestion question) {
            anonymous = new DepartmentQuestion(anonymizer.department(question.department()), "");
        } else if (input instanceof TokenContext context) {
            anonymous = new TokenContext(Instant.ofEpochSecond(1_111_111_111L), context.nonce());
        }
        return (I) anonymous;
    }

    @Test
    void everyNameThatAReaderReads_isListed() throws IOException {
        assertListed(
                "dingtalk",
                new DingTalkVendor(),
                List.of(
                        "List*.java",
                        "Get*.java",
                        "Find*.java",
                        "Count*.java",
                        "*Row.java",
                        "PageToken.java",
                        "DingTalkErrorParser.java"));
        assertListed(
                "huawei",
                new HuaweiVendor(),
                List.of("ListUserDetails.java", "UserDetailsRow.java", "Authenticate.java", "HuaweiErrorParser.java"));
    }

    private static void assertListed(String folder, Vendor vendor, List<String> readers) throws IOException {
        TreeSet<String> listed = new TreeSet<>();
        VendorAnswers.application(vendor)
                .operations()
                .forEach(operation ->
                        listed.addAll(operation.recordedFields().rules().keySet()));
        TreeSet<String> read = new TreeSet<>();
        for (String pattern : readers) {
            try (var files = Files.newDirectoryStream(READERS.resolve(folder), pattern)) {
                for (Path file : files) {
                    Matcher names = NAME.matcher(Files.readString(file));
                    while (names.find()) {
                        Stream.of(names.group(1).split(","))
                                .map(name -> name.strip().replace("\"", ""))
                                .forEach(read::add);
                    }
                }
            }
        }
        assertThat(read).hasSizeGreaterThan(10);
        assertThat(listed).containsAll(read);
    }

    @Test
    void everyWordOfARequest_isOneOfTheProgram() {
        TreeSet<String> unknown = new TreeSet<>();
        for (Vendor vendor : List.of(new DingTalkVendor(), new HuaweiVendor())) {
            Application application = VendorAnswers.application(vendor);
            Vocabulary vocabulary = Vocabulary.of(List.of(application), "");
            application.operations().stream()
                    .filter(operation -> operation.afterUnknownOutcome() == Operation.Repeat.REPEAT)
                    .map(RecordedSamplesTest::request)
                    .flatMap(request -> Stream.of(
                            Stream.of(request.path().split("/")),
                            request.query().stream().map(HttpRequest.Field::name),
                            Pattern.compile("\"(\\w+)\":")
                                    .matcher(String.valueOf(request.body()))
                                    .results()
                                    .map(name -> name.group(1))))
                    .flatMap(words -> words)
                    .filter(word -> !vocabulary.contains(word) && !word.equals("c1"))
                    .forEach(unknown::add);
        }
        assertThat(unknown).isEmpty();
    }

    private static <I, O> HttpRequest request(Operation<I, O> operation) {
        @SuppressWarnings("unchecked") // the table above has the input of each call
        I input = (I) INPUTS.get(operation.name().call());
        return operation.request(input);
    }

    @Test
    void reading_refusesAChange() {
        Recorder recorder = new Recorder(new Anonymizer(new Random(1)), number -> {});
        Function<Operation<?, ?>, Operation<?, ?>> record = operation -> recorder.reading(operation, same -> same);
        for (Operation<?, ?> operation :
                VendorAnswers.application(new DingTalkVendor()).operations()) {
            boolean reads = operation.afterUnknownOutcome() == Operation.Repeat.REPEAT;
            if (reads) {
                assertThat(record.apply(operation).origin()).isSameAs(operation);
            } else {
                org.assertj.core.api.Assertions.assertThatThrownBy(() -> record.apply(operation))
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
    }
}
