package io.rollcall.sandbox.internal.company;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.sandbox.internal.company.HuaweiSettings.LookupKey;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The people that a company file lists. Immutable. */
final class ListedPeople implements PersonSource {
    /** A person with their Huawei account, if any. */
    record Entry(Person person, @Nullable HuaweiUser account) {
        /** The entry with other values, read like those of a company file. */
        Entry with(JsonNode fields, BiFunction<JsonNode, Integer, Entry> reader, int number, LookupKey key) {
            ObjectNode file = PersonFile.write(person);
            fields.properties().forEach(field -> file.set(field.getKey(), field.getValue()));
            file.properties()
                    .removeIf(field ->
                            field.getValue().isNull() && !field.getKey().equals("huawei"));
            HuaweiUser own = account;
            if (own != null && file.path("huawei").isObject()) {
                ObjectNode huawei = (ObjectNode) file.path("huawei");
                huawei.put("uuid", huawei.path("uuid").asText(own.uuid()));
            }
            Entry changed = reader.apply(file, number);
            return fields.has("huawei") ? changed : new Entry(changed.person(), followed(changed.person(), key));
        }

        private @Nullable HuaweiUser followed(Person changed, LookupKey key) {
            HuaweiUser own = account;
            String now = value(changed, key);
            return own == null || now == null || !own.thirdAccount().equals(value(person, key))
                    ? own
                    : own.withThirdAccount(now);
        }
    }

    private final List<Entry> entries;
    private final Map<Long, int[]> members = new HashMap<>();
    private final Map<Long, int[]> visibleMembers = new HashMap<>();
    private final Map<LookupKey, Map<String, Integer>> byKey = new EnumMap<>(LookupKey.class);
    private final Map<String, Integer> byThirdAccount = new HashMap<>();
    private final Map<String, Integer> byUuid = new HashMap<>();

    ListedPeople(List<Entry> entries) {
        this.entries = List.copyOf(entries);
        Map<Long, IntStream.Builder> all = new HashMap<>();
        Map<Long, IntStream.Builder> visible = new HashMap<>();
        for (int number = 0; number < entries.size(); number++) {
            Entry entry = entries.get(number);
            for (long department : entry.person().departments()) {
                all.computeIfAbsent(department, id -> IntStream.builder()).add(number);
                if (!entry.person().standing().accessLimited()) {
                    visible.computeIfAbsent(department, id -> IntStream.builder())
                            .add(number);
                }
            }
            index(number, entry);
        }
        all.forEach((id, numbers) -> members.put(id, numbers.build().toArray()));
        visible.forEach((id, numbers) -> visibleMembers.put(id, numbers.build().toArray()));
    }

    private void index(int number, Entry entry) {
        for (LookupKey key : LookupKey.values()) {
            String value = value(entry.person(), key);
            if (value != null) {
                byKey.computeIfAbsent(key, k -> new HashMap<>()).putIfAbsent(value, number);
            }
        }
        if (entry.account() != null) {
            byThirdAccount.putIfAbsent(entry.account().thirdAccount(), number);
            byUuid.putIfAbsent(entry.account().uuid(), number);
        }
    }

    static @Nullable String value(Person person, LookupKey key) {
        return switch (key) {
            case USERID -> person.userId();
            case UNIONID -> person.unionId();
            case JOB_NUMBER -> person.work().jobNumber();
            case EMAIL -> person.contact().email();
            case MOBILE -> person.contact().mobile();
        };
    }

    @Override
    public int size() {
        return entries.size();
    }

    @Override
    public int inactive() {
        return (int) entries.stream()
                .filter(entry -> !entry.person().standing().active())
                .count();
    }

    @Override
    public int end() {
        return entries.size();
    }

    @Override
    public int[] members(long department, boolean withAccessLimited) {
        return (withAccessLimited ? members : visibleMembers).getOrDefault(department, new int[0]);
    }

    @Override
    public Person person(int number) {
        return entries.get(number).person();
    }

    @Override
    public @Nullable HuaweiUser account(int number) {
        return entries.get(number).account();
    }

    @Override
    public int find(LookupKey key, String value) {
        return byKey.getOrDefault(key, Map.of()).getOrDefault(value, NOT_FOUND);
    }

    @Override
    public int[] withMobile(String mobile) {
        return IntStream.range(0, entries.size())
                .filter(number ->
                        mobile.equals(entries.get(number).person().contact().mobile()))
                .toArray();
    }

    @Override
    public int findThirdAccount(String thirdAccount) {
        return byThirdAccount.getOrDefault(thirdAccount, NOT_FOUND);
    }

    @Override
    public int findUuid(String uuid) {
        return byUuid.getOrDefault(uuid, NOT_FOUND);
    }
}
