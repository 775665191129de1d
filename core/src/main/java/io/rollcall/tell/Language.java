package io.rollcall.tell;

import io.rollcall.json.WireName;

/** The language of a channel's messages. */
public enum Language implements WireName {
    ENGLISH("en", new EnglishWords()),
    CHINESE("zh", new ChineseWords());

    private final String word;
    private final Words words;

    Language(String word, Words words) {
        this.word = word;
        this.words = words;
    }

    @Override
    public String word() {
        return word;
    }

    /** The phrases of this language. */
    public Words words() {
        return words;
    }
}
