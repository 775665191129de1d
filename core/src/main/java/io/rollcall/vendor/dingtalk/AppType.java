package io.rollcall.vendor.dingtalk;

/** The kinds of DingTalk applications, which differ in how they get their token only. */
public enum AppType {
    /** Made by the company for itself. */
    INTERNAL,
    /** Made by somebody else and authorised by the company. */
    THIRD_PARTY
}
