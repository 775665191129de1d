package io.rollcall.camel.kamelet;

import io.rollcall.camel.RollcallConstants;
import io.rollcall.camel.RollcallJson;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;

/**
 * The step of the action Kamelets: asks one of Rollcall's endpoints, and puts its answer as JSON text in the place of the
 * body. The message's headers stay as they are, and none of them is a part of the question. Thread-safe once started.
 */
public final class CapabilityAction extends AsyncProcessorSupport implements CamelContextAware {
    private final BeforeRoutes configuring = new BeforeRoutes(this::configure);
    private final Map<String, Object> settings = new HashMap<>();
    private final Map<String, Object> headers = new HashMap<>();
    private @Nullable CamelContext context;
    private @Nullable String capability;
    private @Nullable String vendor;
    private @Nullable String provider;
    private @Nullable String question;
    private boolean streaming;
    private @Nullable AsyncProducer producer;

    /** The part of the endpoint's name after {@code direct:rollcall-}. */
    public void setCapability(String capability) {
        this.capability = capability;
    }

    /** Whose application is asked; none for an endpoint that asks nobody itself. */
    public void setVendor(String vendor) {
        this.vendor = vendor;
    }

    /** The configured account that is asked where there are no settings. */
    public void setProvider(String provider) {
        this.provider = provider;
    }

    /** The application's settings. */
    public Map<String, Object> getSettings() {
        return settings;
    }

    /** The headers of the question: the names of {@link RollcallConstants} without {@code CamelRollcall}. */
    public Map<String, Object> getHeaders() {
        return headers;
    }

    /** The question's body, instead of the message's. */
    public void setQuestion(String question) {
        this.question = question;
    }

    /** Whether an answer that is read as it is consumed becomes an iterator of JSON texts, instead of one text. */
    public void setStreaming(boolean streaming) {
        this.streaming = streaming;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        context = camelContext;
        configuring.await(camelContext);
    }

    @Override
    public @Nullable CamelContext getCamelContext() {
        return context;
    }

    private CamelContext context() {
        return Objects.requireNonNull(context, "Camel gives a bean its context");
    }

    private void configure(CamelContext inThere) throws Exception {
        if (vendor != null) {
            KameletAccount account = new KameletAccount(vendor, provider, settings);
            provider = new KameletConfiguration(inThere).add(account);
        }
    }

    @Override
    protected void doStart() throws Exception {
        configuring.begin(context());
        Endpoint endpoint = context().getEndpoint("direct:rollcall-" + capability);
        producer = endpoint.createAsyncProducer();
        ServiceHelper.startService(producer);
    }

    @Override
    protected void doStop() {
        ServiceHelper.stopService(producer);
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        AsyncProducer asking = Objects.requireNonNull(producer, "a route starts its steps before it is used");
        Exchange inner = asking.getEndpoint().createExchange();
        ask(exchange.getMessage(), inner.getMessage());
        return asking.process(inner, alreadyDone -> {
            try {
                answer(inner, exchange);
            } finally {
                callback.done(alreadyDone);
            }
        });
    }

    private void ask(Message message, Message inner) {
        inner.setBody(question == null || question.isEmpty() ? message.getBody() : question);
        headers.forEach((name, value) -> inner.setHeader("CamelRollcall" + name, value));
        if (provider != null) {
            inner.setHeader(RollcallConstants.PROVIDER, provider);
        }
    }

    private void answer(Exchange inner, Exchange exchange) {
        Exception failure = inner.getException();
        if (failure != null) {
            exchange.setException(failure);
            return;
        }
        try {
            exchange.getMessage().setBody(text(inner.getMessage().getBody()));
        } catch (RuntimeException faultWhileReading) {
            exchange.setException(faultWhileReading);
        }
    }

    private @Nullable Object text(@Nullable Object answer) {
        if (answer instanceof Iterator<?> stream) {
            Iterable<?> once = () -> cast(stream);
            return streaming ? new Texts(stream) : RollcallJson.write(once);
        }
        return RollcallJson.write(answer);
    }

    @SuppressWarnings("unchecked") // an iterator only gives
    private static Iterator<Object> cast(Iterator<?> stream) {
        return (Iterator<Object>) stream;
    }

    /** What an iterator gives, each as a JSON text. */
    private record Texts(Iterator<?> stream) implements Iterator<String> {
        @Override
        public boolean hasNext() {
            return stream.hasNext();
        }

        @Override
        public String next() {
            return RollcallJson.write(stream.next());
        }
    }
}
