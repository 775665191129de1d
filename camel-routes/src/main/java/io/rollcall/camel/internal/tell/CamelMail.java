package io.rollcall.camel.internal.tell;

import io.rollcall.camel.internal.PrivateContext;
import io.rollcall.camel.support.FatalErrors;
import io.rollcall.camel.support.NeededLibraries;
import io.rollcall.setting.UnavailableSecretException;
import io.rollcall.tell.Channel;
import io.rollcall.tell.Delivery;
import io.rollcall.tell.Verdict;
import java.nio.charset.StandardCharsets;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.service.ServiceHelper;

/**
 * Sends mail through camel-mail, where that is on the class path. Uses none of its classes, and no message of its exceptions, which
 * may hold addresses. Thread-safe.
 */
final class CamelMail implements Post.Mailer {
    /** Of a connection, and of each read, in milliseconds. */
    private static final int TIMEOUT = 10_000;

    private final PrivateContext inside;

    CamelMail(PrivateContext inside) {
        this.inside = inside;
    }

    @Override
    public Verdict send(Channel channel, Delivery.Mail mail) {
        var missing = NeededLibraries.remedy(channel.kind());
        if (missing.isPresent()) {
            // adding it changes no setting
            return new Verdict.NotPosted(missing.get());
        }
        Endpoint endpoint;
        CamelContext context = inside.start();
        try {
            endpoint = context.getCamelContextExtension()
                    .getPrototypeEndpoint(withTimeout(channel.url().reveal().strip()));
        } catch (UnavailableSecretException unreadable) {
            throw unreadable;
        } catch (RuntimeException unusable) {
            return new Verdict.Misconfigured(
                    null,
                    "The address is no Camel URI of a mail server, or has an option that the mail component does not have: "
                            + channel.key("url"));
        }
        return send(channel, mail, context, endpoint);
    }

    private static String withTimeout(String uri) {
        return uri.contains("connectionTimeout=")
                ? uri
                : uri + (uri.contains("?") ? "&" : "?") + "connectionTimeout=" + TIMEOUT;
    }

    private static Verdict send(Channel channel, Delivery.Mail mail, CamelContext context, Endpoint endpoint) {
        ProducerTemplate template = context.createProducerTemplate(1);
        try {
            ServiceHelper.startService(endpoint);
            Exchange exchange = endpoint.createExchange(ExchangePattern.InOnly);
            exchange.setProperty(Exchange.CHARSET_NAME, StandardCharsets.UTF_8.name());
            exchange.getMessage().setHeader("Subject", mail.subject());
            exchange.getMessage().setHeader("contentType", "text/plain; charset=UTF-8");
            exchange.getMessage().setBody(mail.text());
            template.send(endpoint, exchange);
            Exception failure = exchange.getException();
            return failure == null ? new Verdict.Delivered() : MailFailures.verdict(channel, failure);
        } catch (RuntimeException | LinkageError failure) {
            if (FatalErrors.in(failure) != null) {
                throw failure;
            }
            return MailFailures.verdict(channel, failure);
        } finally {
            ServiceHelper.stopAndShutdownServices(template, endpoint);
        }
    }
}
