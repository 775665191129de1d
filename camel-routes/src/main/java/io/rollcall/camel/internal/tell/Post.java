package io.rollcall.camel.internal.tell;

import io.rollcall.call.CallEvent;
import io.rollcall.camel.internal.PrivateContext;
import io.rollcall.camel.internal.http.HttpTransport;
import io.rollcall.camel.support.UnexpectedErrors;
import io.rollcall.config.RollcallConfig;
import io.rollcall.http.HttpRequest;
import io.rollcall.setting.UnavailableSecretException;
import io.rollcall.tell.Channel;
import io.rollcall.tell.Delivery;
import io.rollcall.tell.Message;
import io.rollcall.tell.Verdict;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Sends the messages of one channel: robots over HTTP by the same rules as vendor calls (proxy, trust, timeouts, no redirects, no
 * retries). Used by one thread at a time.
 */
final class Post {
    private static final AtomicLong NUMBERS = new AtomicLong();

    private final PrivateContext inside;
    private final String name;
    private final RollcallConfig.Http http;
    private final ScheduledExecutorService timer;
    private final Mailer mailer;
    private final Map<URI, HttpTransport> transports = new HashMap<>();

    Post(
            PrivateContext inside,
            String channel,
            RollcallConfig.Http http,
            ScheduledExecutorService timer,
            Mailer mailer) {
        this.inside = inside;
        this.name = channel;
        this.http = http;
        this.timer = timer;
        this.mailer = mailer;
    }

    /** Sends mail. */
    interface Mailer {
        Verdict send(Channel channel, Delivery.Mail mail);
    }

    /** Sends a message and waits for the answer. An exception is a defect. */
    Verdict send(Channel channel, Message message, String id, Instant now) {
        try {
            // it is read anew from its file, which may be half written
            Optional<String> problem = channel.kind().urlProblem(channel.url().reveal());
            if (problem.isPresent()) {
                return new Verdict.NotPosted(channel.key("url") + " " + problem.get());
            }
            Delivery delivery = channel.kind().write(channel, message, id, now);
            return delivery instanceof Delivery.Mail mail ? mailer.send(channel, mail) : post((Delivery.Post) delivery);
        } catch (UnavailableSecretException unreadable) {
            return new Verdict.NotPosted(String.valueOf(unreadable.getMessage()));
        }
    }

    private Verdict post(Delivery.Post delivery) {
        HttpRequest request = delivery.request();
        HttpTransport transport;
        try {
            transport = transport(request.base());
        } catch (Exception unusable) {
            return new Verdict.NotPosted("the connection cannot be set up (" + UnexpectedErrors.name(unusable)
                    + "). Compare the proxy and the trusted certificates with rollcall check");
        }
        AtomicReference<@Nullable Verdict> verdict = new AtomicReference<>();
        try {
            transport.send(request, true, event -> verdict.set(verdict(event, delivery)));
        } catch (RejectedExecutionException stopped) {
            return new Verdict.NotPosted("Rollcall is being stopped");
        }
        Verdict known = verdict.get();
        return known == null ? new Verdict.Unknown("there was no answer") : known;
    }

    private static Verdict verdict(CallEvent event, Delivery.Post delivery) {
        if (event instanceof CallEvent.Answered answered) {
            return delivery.reader().apply(answered.response());
        } else if (event instanceof CallEvent.Unsent unsent) {
            return new Verdict.NotPosted(unsent.why());
        } else if (event instanceof CallEvent.Unanswered unanswered) {
            return new Verdict.Unknown(unanswered.why());
        }
        return new Verdict.Unknown("the answer is too large; is the address a robot's?");
    }

    private HttpTransport transport(URI base) throws Exception {
        HttpTransport known = transports.get(base);
        if (known != null) {
            return known;
        }
        close();
        inside.start();
        // no account's name holds a dot; a channel that replaces another one may begin before that one's end
        String scheme = "tell." + name + "." + NUMBERS.incrementAndGet();
        HttpTransport made = new HttpTransport(inside, scheme, List.of(base), http, timer);
        transports.put(base, made);
        return made;
    }

    /** Closes the connections. */
    void close() {
        transports.values().forEach(transport -> {
            try {
                transport.close();
            } catch (Exception ignored) {
                // the context is stopped already, and its connections with it
            }
        });
        transports.clear();
    }
}
