package io.rollcall.tell;

import io.rollcall.http.HttpRequest;
import io.rollcall.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A robot of a chat service, which takes messages at a webhook. Stateless and thread-safe. */
public abstract class Robot implements ChannelKind {
    private final String word;
    private final String example;
    private final @Nullable String parameter;

    /**
     * @param word the kind's word in the configuration
     * @param example an address, without what is secret in it
     * @param parameter what the address must have in its query; null for nothing
     */
    protected Robot(String word, String example, @Nullable String parameter) {
        this.word = word;
        this.example = example;
        this.parameter = parameter;
    }

    @Override
    public final String word() {
        return word;
    }

    @Override
    public final Optional<String> urlProblem(String url) {
        Optional<String> problem = Webhook.problem(url, example);
        if (problem.isPresent() || parameter == null) {
            return problem;
        }
        return Webhook.parse(url).flatMap(hook -> hook.parameter(parameter)).isPresent()
                ? Optional.empty()
                : Optional.of("has no " + parameter + "; copy the whole address from the robot's settings");
    }

    @Override
    public final Delivery write(Channel channel, Message message, String id, Instant now) {
        Webhook hook = Webhook.parse(channel.url().reveal())
                .orElseThrow(() -> new IllegalStateException("the address was checked before"));
        Options options = new Options(channel.mention(), channel.keyword(), id);
        return new Delivery.Post(
                request(hook, channel, message, options, now), response -> read(channel, response, now));
    }

    /** The message as it is sent; a robot that can check a signature adds it. */
    protected HttpRequest request(Webhook hook, Channel channel, Message message, Options options, Instant now) {
        return hook.post(List.of(), body(message, options));
    }

    /**
     * What the answer to a message means.
     *
     * @param now when it was sent, by this machine's clock
     */
    public abstract Verdict read(Channel channel, HttpResponse response, Instant now);
}
