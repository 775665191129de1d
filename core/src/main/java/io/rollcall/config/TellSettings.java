package io.rollcall.config;

import io.rollcall.setting.Setting;
import io.rollcall.setting.SettingGroup;
import io.rollcall.setting.UnavailableSecretException;
import io.rollcall.setting.ValueType;
import io.rollcall.setting.ValueTypes;
import io.rollcall.tell.Channel;
import io.rollcall.tell.ChannelKind;
import io.rollcall.tell.Language;
import io.rollcall.tell.QuietHours;
import io.rollcall.tell.When;
import io.rollcall.vendor.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The settings of channels that tell people about runs, {@code rollcall.tell.NAME.…}. Immutable. */
record TellSettings(List<ChannelKind> kinds) {
    static final String KIND = "kind";

    private static final int MOST_MENTIONS = 50;

    private static final Setting<Secret> URL = Setting.of(
            "url",
            Secret.KEY,
            "The robot's webhook address, as its settings show it; for mail the Camel URI of the mail server with the"
                    + " recipients. A secret: anyone who has it can post");
    private static final Setting<Secret> SECRET =
            Setting.of("secret", Secret.KEY, "Signs the messages, where the channel checks a signature");
    private static final Setting<When> WHEN = Setting.of(
                    "when",
                    ValueTypes.words(words()),
                    "What messages contain: problems and their end; also changes; or a report of every run")
            .defaultingTo("problems");
    private static final Setting<Duration> EVERY = Setting.of(
                    "every",
                    ValueTypes.duration(Duration.ofDays(1)),
                    "The least time between two messages, in which runs are merged; a new failure does not wait")
            .defaultingTo("10m");
    private static final Setting<Long> MOST = Setting.of(
                    "most-a-month",
                    ValueTypes.atLeast(0),
                    "The most messages of a calendar month; 0 for no limit. Where the channel's vendor meters them, they are taken"
                            + " from the organization's monthly events")
            .defaultingTo("0");
    private static final Setting<Language> LANGUAGE = Setting.of(
                    "language",
                    ValueTypes.words(
                            Language.ENGLISH.word(), Language.ENGLISH, Language.CHINESE.word(), Language.CHINESE),
                    "The language of the messages")
            .defaultingTo("en");
    private static final Setting<List<String>> MENTION = Setting.of(
            "mention",
            ValueTypes.list("people, as the channel names them", text -> text),
            "Who is notified of failures: ids of people as the channel knows them, all, or, where the channel knows telephone"
                    + " numbers, mobile:13800138000");
    private static final Setting<Boolean> NAMES = Setting.of(
                    "names",
                    ValueTypes.BOOLEAN,
                    "Whether people's names and meetings' titles stand beside their ids; they are taken from the run and"
                            + " not stored")
            .defaultingTo("false");
    private static final Setting<QuietHours> QUIET = Setting.of(
            "quiet",
            QuietHours.KIND,
            "When nothing is sent, by rollcall.timezone; one message afterwards contains what happened in that time");
    private static final Setting<String> KEYWORD = Setting.of(
            "keyword",
            ValueTypes.TEXT,
            "The word that the robot requires in each message, where it checks one; it is put behind the title");
    private static final Setting<String> ACCOUNT = Setting.of(
                    "account",
                    ValueTypes.TEXT,
                    "The account from whose monthly events the messages are counted, where the channel's vendor meters them")
            .defaultingAsSaid("the first account of that vendor");

    private static Map<String, When> words() {
        Map<String, When> words = new LinkedHashMap<>();
        for (When when : When.values()) {
            words.put(when.word(), when);
        }
        return words;
    }

    /** Every {@link ChannelKind} that a jar on the class path registers as a service. */
    static TellSettings known() {
        return new TellSettings(Services.all(ChannelKind.class, "kind of channel", ChannelKind::word));
    }

    Setting<String> kind() {
        List<String> words = kinds.stream().map(ChannelKind::word).toList();
        return Setting.of(
                KIND,
                ValueType.plain(ValueTypes.alternatives(words), text -> text),
                "Where the messages go: a group robot of a chat service, or mail");
    }

    Optional<ChannelKind> of(String word) {
        return kinds.stream().filter(kind -> kind.word().equals(word)).findFirst();
    }

    List<Setting<?>> settings() {
        return List.of(kind(), URL, SECRET, KEYWORD, WHEN, EVERY, QUIET, MOST, LANGUAGE, MENTION, NAMES, ACCOUNT);
    }

    SettingGroup group(String channel) {
        return new SettingGroup("Channel " + channel, Channel.PREFIX + channel + ".", settings());
    }

    /** The channel, or its problems. */
    Optional<Channel> read(String name, Optional<ChannelKind> kind, GroupValues values, List<AccountName> accounts) {
        if (kind.isEmpty()) {
            List<String> words = kinds.stream().map(ChannelKind::word).toList();
            values.require(kind(), "a channel is one of " + String.join(", ", words));
            values.find(kind())
                    .ifPresent(word -> values.problem(kind(), FlowReader.unknownWord("kind of channel", word, words)));
            return Optional.empty();
        }
        values.require(URL, "a channel needs its address");
        values.find(URL).ifPresent(url -> checkUrl(kind.get(), url, values));
        checkUnused(kind.get(), values);
        List<String> mention = new ArrayList<>(values.find(MENTION).orElse(List.of()));
        if (mention.size() > MOST_MENTIONS) {
            values.problem(MENTION, "names more than " + MOST_MENTIONS + " people; mention fewer");
        }
        mention.stream()
                .flatMap(who -> kind.get().mentionProblem(who).stream())
                .findFirst()
                .ifPresent(problem -> values.problem(MENTION, problem));
        values.find(ACCOUNT).ifPresent(account -> checkAccount(account, kind.get(), accounts, values));
        if (!values.isSound()) {
            return Optional.empty();
        }
        return Optional.of(new Channel(
                name,
                kind.get(),
                values.get(URL),
                values.find(SECRET).orElse(null),
                values.get(WHEN),
                values.get(EVERY),
                values.get(MOST),
                values.get(LANGUAGE),
                mention,
                values.get(NAMES),
                values.find(QUIET).orElse(null),
                values.find(KEYWORD).orElse(null),
                values.find(ACCOUNT).orElse(null)));
    }

    private static void checkUrl(ChannelKind kind, Secret url, GroupValues values) {
        try {
            kind.urlProblem(url.reveal()).ifPresent(problem -> values.problem(URL, problem));
        } catch (UnavailableSecretException unreadable) {
            // reported when the value was read
        }
    }

    private static void checkUnused(ChannelKind kind, GroupValues values) {
        if (values.given(SECRET) && !kind.isSigned()) {
            values.problem(SECRET, "is not for " + kind.word() + ", which checks no signature; remove it");
        }
        if (values.given(KEYWORD) && !kind.hasKeyword()) {
            values.problem(KEYWORD, "is not for " + kind.word() + ", which requires no word; remove it");
        }
    }

    private static void checkAccount(String account, ChannelKind kind, List<AccountName> accounts, GroupValues values) {
        Optional<String> vendor = kind.countedBy();
        List<String> able = accounts.stream()
                .filter(one -> vendor.filter(one.vendor().name()::equals).isPresent())
                .map(AccountName::name)
                .toList();
        if (vendor.isEmpty()) {
            values.problem(ACCOUNT, "is not for " + kind.word() + ", whose messages no account counts; remove it");
        } else if (!able.contains(account)) {
            values.problem(ACCOUNT, FlowReader.unknownWord("account", account, able));
        }
    }
}
