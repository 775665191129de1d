import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.rollcall.model.DepartmentId;
import io.rollcall.model.PersonId;
import io.rollcall.model.PhoneNumber;
import io.rollcall.model.UserId;
import io.rollcall.state.PeopleRepository;
import io.rollcall.state.PeopleRepository.Page;
import io.rollcall.state.PeopleRepository.Query;
import io.rollcall.state.RosterRepository;
import io.rollcall.state.RosterRepository.FoundPerson;
import io.rollcall.state.RosterRepository.RunSummary;
import io.rollcall.state.RosterRepository.StagedPerson;
import io.rollcall.state.RosterRepository.State;
import io.rollcall.store.Store;
import io.rollcall.vendor.Secret;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/**
 * Measures searches in tracked rosters of 1,000,000 made-up people, a tenth of them no longer there, with SQLite and an embedded
 * PostgreSQL on this machine. Run it from the project's root with JDK 17 after {@code mvn -q -ntp -DskipTests package}:
 *
 * <pre>
 * mvn -q -ntp -pl store dependency:build-classpath -Dmdep.outputFile=target/classpath.txt
 * java -Xmx256m -cp store/target/classes:core/target/classes:$(cat store/target/classpath.txt) bench/Search.java [PEOPLE [SEARCHES]]
 * </pre>
 *
 * Exit code 1: the 99th percentile of a kind of search is 200 ms or more.
 */
public final class Search {
    private static final double FLOOR_MILLIS = 200;
    private static final int PAGE = 100;
    private static final String FLOW = "people";

    /** The most frequent first; a name's probability falls with its rank, as in a real company. */
    private static final String[] SURNAMES = ("王 李 张 刘 陈 杨 黄 赵 吴 周 徐 孙 马 朱 胡 郭 何 林 高 罗 郑 梁 谢 宋 唐 许 韩 邓 冯 曹 彭 曾 肖 田 董 潘 袁"
                    + " 蔡 蒋 余 于 杜 叶 程 魏 苏 吕 丁 任 卢 姚 沈 钟 姜 崔 谭 陆 范 汪 廖 石 金 韦 贾 夏 付 方 邹 熊 白 孟 秦 邱 侯 江 尹 薛 闫 段 雷 龙 黎 史 陶"
                    + " 贺 毛 郝 顾 龚 邵 万 覃 武 钱 戴 严 莫 孔 向 常 欧阳 诸葛 司马 上官")
            .split(" ");

    private static final String GIVEN = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂文辉玲建国华红梅鑫波斌宇浩凯健俊帆雪婷佳慧莹欣怡嘉琪子涵梓轩雨桐一诺思远天翔志晓东海燕春晨"
            + "阳光振兴永福德胜利庆云龙飞鹏程万里瑞祥泽民少伯仲尼玉环昭君西施貂蝉亮操备权";

    private static final String[] FIRST = ("Anna Bob Charlotte David Elena Frank Grace Hans Ingrid Jürgen Karl Laura Michael Nora Oliver Petra Qing"
                    + " Robert Sophie Thomas Ursula Victor Wei Xiaoming Yusuf Zoë Ángel Björn Søren Łukasz")
            .split(" ");
    private static final String[] LAST = ("Schmidt Müller Fischer Weber Wagner Becker Zhang Wang Huang Tang Yang Chang Smith Johnson Brown García"
                    + " Martínez Anderson Taylor Nguyen Kowalski Ivanov Rossi Silva Andersen Öztürk O'Brien McDonald Langenscheidt")
            .split(" ");

    private final int people;
    private final int searches;
    private boolean missed;

    private Search(int people, int searches) {
        this.people = people;
        this.searches = searches;
    }

    public static void main(String[] args) throws Exception {
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        Search search = new Search(
                args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000, args.length > 1 ? Integer.parseInt(args[1]) : 100);
        Path folder = Files.createTempDirectory("rollcall-search");
        try (Store store = Store.embedded(folder, Clock.systemUTC())) {
            search.measure("SQLite", store, () -> DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("rollcall.db")));
        } finally {
            delete(folder);
        }
        try (EmbeddedPostgres server = EmbeddedPostgres.builder().start()) {
            String url = server.getJdbcUrl("postgres", "postgres");
            try (Store store = Store.postgresql(url, "postgres", Secret.of("postgres"), Clock.systemUTC())) {
                search.measure("PostgreSQL", store, () -> DriverManager.getConnection(url, "postgres", "postgres"));
            }
        }
        System.exit(search.missed ? 1 : 0);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private interface Connections {
        Connection open() throws SQLException;
    }

    private void measure(String database, Store store, Connections connections) throws Exception {
        Instant start = Instant.now();
        RosterRepository rosters = store.rosters();
        double staging = seconds(() -> stage(rosters, start));
        double applying = seconds(() -> {
            while (rosters.applyNext(FLOW)) {}
        });
        seconds(() -> someLeave(rosters, start.plusSeconds(1)));
        print("%s: %,d people; staged in %.1f s, applied in %.1f s", database, people, staging, applying);
        try (Connection connection = connections.open(); Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM rollcall_roster_search");
            statement.execute("UPDATE rollcall_roster_search_fill SET next_number = 0, last_number = "
                    + "(SELECT max(number) FROM rollcall_roster_person)");
        }
        PeopleRepository all = store.people();
        print("first search after an upgrade: %.1f s", seconds(() -> all.search(Query.of("王伟"), null, PAGE)));
        print("%-34s %6s %9s %9s %9s %9s", "search", "found", "least ms", "median ms", "p99 ms", "max ms");
        time("a frequent surname", all, "王");
        time("a rare character", all, "尼");
        time("two characters, frequent", all, "王伟");
        time("two characters in the middle", all, "葛亮");
        time("two frequent ones, never together", all, "伟伟伟");
        time("two that no one has", all, "犇犇");
        time("beginning of a Latin name", all, "lange");
        time("middle of a Latin name", all, "ang");
        time("two frequent parts, never together", all, "angmü");
        time("full width, upper case", all, "ＭÜＬＬＥＲ");
        time("a name with % and _", all, "%_");
        time("userId", all, "user-" + people / 2);
        time("unionId", all, "union-" + people / 3);
        time("mobile", all, phone(people / 4));
        time("surname, page 500", all, "王", page(all, "王", 500));
    }

    // ---- people

    private void stage(RosterRepository rosters, Instant now) {
        Random random = new Random(20261129);
        long run = rosters.begin(FLOW, now);
        for (int from = 0; from < people; from += 200) {
            List<StagedPerson> batch = new ArrayList<>();
            for (int i = from; i < Math.min(people, from + 200); i++) {
                batch.add(person(i, name(random), now));
            }
            rosters.stage(run, batch);
        }
        rosters.accept(run, new RunSummary(now, now, true, people, null, 0), true);
    }

    private static StagedPerson person(int i, String name, Instant now) {
        return new StagedPerson(
                null,
                new PersonId("user-" + i),
                new UserId("union-" + i),
                State.PRESENT,
                now,
                i,
                (long) i,
                name,
                phone(i),
                "{\"userId\":\"user-" + i + "\",\"unionId\":\"union-" + i + "\",\"name\":\"" + name + "\",\"mobile\":\"" + phone(i)
                        + "\",\"title\":\"Engineer\",\"departments\":[" + i / 50
                        + "],\"huaweiAccount\":\"account-of-user-" + i + "\"}",
                List.of(new DepartmentId(1 + i / 50)),
                List.of());
    }

    private static String phone(int i) {
        return new PhoneNumber(String.format(Locale.ROOT, "+861%010d", 3_000_000_000L + i)).value();
    }

    private static String name(Random random) {
        if (random.nextInt(100) < 15) {
            return FIRST[random.nextInt(FIRST.length)] + " " + LAST[random.nextInt(LAST.length)];
        }
        StringBuilder name = new StringBuilder(SURNAMES[(int) (SURNAMES.length * Math.pow(random.nextDouble(), 1.8))]);
        for (int given = random.nextInt(4) == 0 ? 1 : 2; given > 0; given--) {
            name.append(GIVEN.charAt((int) (GIVEN.length() * Math.pow(random.nextDouble(), 1.4))));
        }
        return name.toString();
    }

    /** A tenth of the people have left. */
    private static void someLeave(RosterRepository rosters, Instant now) {
        long run = rosters.begin(FLOW, now);
        long after = 0;
        List<RosterRepository.KnownPerson> known;
        do {
            known = rosters.inState(FLOW, State.PRESENT, after, 1_000);
            rosters.stage(
                    run,
                    known.stream()
                            .filter(person -> person.number() % 10 == 0)
                            .map(person -> new StagedPerson(
                                    person.number(),
                                    person.id(),
                                    person.unionId(),
                                    State.LEFT,
                                    now,
                                    person.personPrint(),
                                    person.accountPrint(),
                                    null,
                                    null,
                                    null,
                                    person.departments(),
                                    List.of()))
                            .toList());
            after = known.isEmpty() ? after : known.get(known.size() - 1).number();
        } while (!known.isEmpty());
        rosters.accept(run, new RunSummary(now, now, true, 0, null, 0), true);
        while (rosters.applyNext(FLOW)) {}
    }

    // ---- measuring

    private interface Work {
        void run() throws Exception;
    }

    private static double seconds(Work work) throws Exception {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    private static String page(PeopleRepository all, String text, int page) {
        String after = null;
        for (int i = 1; i < page; i++) {
            String next = all.search(Query.of(text), after, PAGE).next();
            after = next == null ? after : next;
        }
        return after;
    }

    private void time(String what, PeopleRepository all, String text) throws Exception {
        time(what, all, text, null);
    }

    private void time(String what, PeopleRepository all, String text, String after) throws Exception {
        List<FoundPerson> found = List.of();
        double[] millis = new double[searches];
        for (int i = -5; i < searches; i++) {
            long start = System.nanoTime();
            Page page = all.search(Query.of(text), after, PAGE);
            if (i >= 0) {
                millis[i] = (System.nanoTime() - start) / 1e6;
            }
            found = page.people();
        }
        Arrays.sort(millis);
        double p99 = millis[(int) Math.ceil(searches * 0.99) - 1];
        missed |= p99 >= FLOOR_MILLIS;
        print(
                "%-34s %6d %9.1f %9.1f %9.1f %9.1f%s",
                what,
                found.size(),
                millis[0],
                millis[searches / 2],
                p99,
                millis[searches - 1],
                p99 < FLOOR_MILLIS ? "" : "  MISSED " + FLOOR_MILLIS);
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
