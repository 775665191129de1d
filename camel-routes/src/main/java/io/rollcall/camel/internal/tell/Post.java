package io.rollcall.camel.internal.tell;

import io.rollcall.call.CallEvent;
import io.rollcall.camel.internal.PrivateContext;
import io.rollcall.camel.internal.http.HttpTransport;
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
    private final Channel channel;
    private final RollcallConfig.Http http;
    private final ScheduledExecutorService timer;
    private final Mailer mailer;
    private final Map<URI, HttpTransport> transports = new HashMap<>();

    Post(
            PrivateContext inside,
            Channel channel,
            RollcallConfig.Http http,
            ScheduledExecutorService timer,
            Mailer mailer) {
        this.inside = inside;
        this.channel = channel;
        this.http = http;
        this.timer = timer;
        this.mailer = mailer;
    }

    /** Sends mail. */
    interface Mailer {
        Verdict send(Channel channel, Delivery.Mail mail);
    }

    /** Sends a message and waits for the answer; never throws because of the channel. */
    Verdict send(Message message, String id, Instant now) {
        Delivery delivery;
        try {
            delivery = channel.kind().write(channel, message, id, now);
        } catch (UnavailableSecretException unreadable) {
            return new Verdict.NotPosted(String.valueOf(unreadable.getMessage()));
        }
        return delivery instanceof Delivery.Mail mail ? mailer.send(channel, mail) : post((Delivery.Post) delivery);
    }

    private Verdict post(Delivery.Post delivery) {
        HttpRequest request = delivery.request();
        AtomicReference<@Nullable Verdict> verdict = new AtomicReference<>();
        try {
            transport(request.base()).send(request, true, event -> verdict.set(verdict(event, delivery)));
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

    private HttpTransport transport(URI base) {
        HttpTransport known = transports.get(base);
        if (known != null) {
            return known;
        }
        close();
        try {
            inside.start();
            // no account's name holds a dot; a channel that replaces another one may begin before that one's end
            String name = "tell." + channel.name() + "." + NUMBERS.incrementAndGet();
            HttpTransport made = new HttpTransport(inside, name, List.of(base), http, timer);
            transports.put(base, made);
            return made;
        } catch (Exception unusable) {
            throw new RejectedExecutionException(unusable);
        }
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
