package io.rollcall.example.main;

import org.apache.camel.main.Main;

/** Starts the application; Rollcall comes with its jar and the properties. */
public final class Application {
    private Application() {}

    public static void main(String[] args) throws Exception {
        Main main = new Main();
        main.configure().addRoutesBuilder(MeetingsRouteBuilder.class, GuestsRouteBuilder.class);
        System.exit(main.run(args));
    }
}
