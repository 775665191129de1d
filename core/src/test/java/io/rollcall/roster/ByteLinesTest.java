package io.rollcall.roster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ByteLinesTest {
    private static final Pattern SEVERAL = Pattern.compile("}[ \t]*\\{");

    /** Places of line ends and braces within a word, words of look-alikes, bytes above 127, and reads that end anywhere. */
    @Test
    void find_whateverTheBytesAndTheReads_findsEachLineAndWhetherItMayHoldSeveral() throws IOException {
        String[] parts = {"\n", "{", "}", " ", "\t", "a", "\u000b", "|", "\u008a", "\u00fb", "xxxxxxxx", "}{", "} {"};
        for (int seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            StringBuilder made = new StringBuilder();
            for (int i = random.nextInt(120); i > 0; i--) {
                made.append(parts[random.nextInt(parts.length)]);
            }
            String text = made.toString();
            ByteLines lines = new ByteLines(inParts(text, random), 1 << 20);
            List<String> found = new ArrayList<>();
            while (lines.find()) {
                String line = new String(
                        lines.buffer(), lines.start(), lines.end() - lines.start(), StandardCharsets.ISO_8859_1);
                found.add(line);
                assertThat(lines.mayHoldSeveral())
                        .as(line)
                        .isEqualTo(SEVERAL.matcher(line).find());
                lines.skip();
            }
            String last = new String(lines.rest().readAllBytes(), StandardCharsets.ISO_8859_1);

            found.add(last);
            assertThat(found).as("seed " + seed).containsExactly(text.split("\n", -1));
        }
    }

    private static InputStream inParts(String text, Random random) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)) {
            @Override
            public synchronized int read(byte[] bytes, int from, int length) {
                return super.read(bytes, from, Math.min(length, 1 + random.nextInt(24)));
            }
        };
    }
}
