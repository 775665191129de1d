package io.rollcall.config;

import io.rollcall.config.RollcallConfig.Server;
import io.rollcall.setting.Addresses;
import io.rollcall.setting.MalformedValueException;
import io.rollcall.setting.Setting;
import io.rollcall.setting.SettingGroup;
import io.rollcall.setting.ValueType;
import io.rollcall.setting.ValueTypes;
import io.rollcall.vendor.Secret;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The settings of the program's HTTP server: the page, its API, health and metrics. Hosts have servers of their own. */
final class ServerSettings {
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,252}[A-Za-z0-9])?");
    private static final Pattern NUMBERS = Pattern.compile("[0-9.]+");
    private static final Pattern IPV4 =
            Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.){3}(25[0-5]|2[0-4]\\d|1?\\d?\\d)");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){2,7}(%[A-Za-z0-9._-]+)?");

    private static final Setting<Integer> PORT = Setting.of(
                    "port", ValueTypes.integer(1, 65_535), "The port of the page, its API, /health and /metrics")
            .defaultingAsSaid("none");
    private static final Setting<String> ADDRESS = Setting.of(
                    "address",
                    ValueType.plain("IP address or host name of this machine", ServerSettings::address),
                    "The address that the port is opened on; any other than loopback needs rollcall.server.token")
            .defaultingTo("127.0.0.1");
    private static final Setting<Secret> TOKEN = Setting.of(
            "token",
            Secret.KEY,
            "The secret that the page and scripts show to change something, and to read when it is set");
    private static final Setting<Boolean> SHOW_NAMES = Setting.of(
                    "show-names",
                    ValueTypes.BOOLEAN,
                    "Whether the page and its API show people's names beside their ids, from a tracked roster")
            .defaultingTo("false");

    static final SettingGroup GROUP =
            new SettingGroup("Server of the program", "rollcall.server.", List.of(PORT, ADDRESS, TOKEN, SHOW_NAMES));

    private ServerSettings() {}

    /** The server's settings. A problem of theirs is a problem of the values. */
    static Server server(GroupValues values) {
        Server server = new Server(
                values.find(PORT).orElse(null),
                // a malformed one is reported, and the configuration is not used
                values.find(ADDRESS).orElse("127.0.0.1"),
                values.find(TOKEN).orElse(null),
                values.find(SHOW_NAMES).orElse(false));
        if (!server.isLoopback() && !values.given(TOKEN)) {
            values.problem(
                    ADDRESS,
                    "opens the port to other machines, which needs a token; set rollcall.server.token-file, or remove this");
        }
        return server;
    }

    private static String address(String text) {
        String address = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        boolean known = NUMBERS.matcher(address).matches()
                ? IPV4.matcher(address).matches()
                : HOST.matcher(address).matches() || IPV6.matcher(address).matches();
        if (!known) {
            throw new MalformedValueException(
                    "must be an IP address or a host name without a port, such as 127.0.0.1 or 0.0.0.0");
        }
        return address.toLowerCase(Locale.ROOT);
    }

    /** Whether only this machine can connect to an address. */
    static boolean isLoopback(String address) {
        return Addresses.isLoopback(address) || address.equals("::1");
    }
}
