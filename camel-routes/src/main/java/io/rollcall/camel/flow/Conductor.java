package io.rollcall.camel.flow;

import io.rollcall.call.CallCount;
import io.rollcall.call.Fault;
import io.rollcall.camel.call.VendorCalls;
import io.rollcall.flow.Agenda;
import io.rollcall.flow.Errand;
import io.rollcall.flow.Work;
import io.rollcall.memory.Memory;
import io.rollcall.memory.MemoryException;
import io.rollcall.report.Problem;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Conducts one run of a flow, or another errand: carries out what is on its agenda and tells it each outcome, until nothing is left. Calls
 * run side by side; everything else, the run's own thinking included, happens on the conducting thread. One for each
 * run; used by one thread.
 */
final class Conductor {
    private static final Completion STOP = () -> {};

    private final Map<String, VendorCalls> vendors;
    private final Memory memory;
    private final Output output;
    private final CallCount count;
    private final Runnable progressed;
    private final Agenda agenda = new Agenda();
    private final BlockingQueue<Completion> completions = new LinkedBlockingQueue<>();
    private int underWay;

    Conductor(Map<String, VendorCalls> vendors, Memory memory, Output output, CallCount count, Runnable progressed) {
        this.vendors = vendors;
        this.memory = memory;
        this.output = output;
        this.count = count;
        this.progressed = progressed;
    }

    /** What a call that ended makes the run do. */
    private interface Completion {
        void complete() throws IOException;
    }

    /** Ends the run as soon as the conducting thread is free, whatever is under way. From any thread. */
    void stop() {
        completions.add(STOP);
    }

    /** Conducts the run to its end; its result is known afterwards. */
    void conduct(Errand run) {
        try {
            run.begin(agenda);
            carryOutAgenda();
            while (underWay > 0) {
                Completion completion = completions.take();
                if (completion == STOP) {
                    run.abort(stopped());
                    return;
                }
                underWay--;
                completion.complete();
                carryOutAgenda();
                progressed.run();
            }
        } catch (MemoryException lost) {
            run.abort(problem("store", "store", String.valueOf(lost.getMessage())));
        } catch (IOException unwritable) {
            run.abort(problem(
                    "output",
                    "output",
                    "The output could not be written: " + unwritable.getMessage()
                            + ". Check that its folder is writable and its disk has room."));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            run.abort(stopped());
        } finally {
            output.close();
        }
    }

    private void carryOutAgenda() throws IOException {
        for (var work = agenda.drain(); !work.isEmpty(); work = agenda.drain()) {
            for (Work piece : work) {
                if (piece instanceof Work.Ask<?, ?> ask) {
                    ask(ask);
                } else if (piece instanceof Work.GetToken token) {
                    getToken(token);
                } else if (piece instanceof Work.Consult<?> consult) {
                    consult(consult);
                } else {
                    output.write((Work.Write) piece);
                }
            }
        }
    }

    private <I, O> void ask(Work.Ask<I, O> ask) {
        underWay++;
        vendor(ask.operation().name().vendor())
                .call(
                        ask.operation(),
                        ask.input(),
                        count,
                        outcome -> completions.add(() -> ask.then().accept(outcome)),
                        failure -> completions.add(() -> {
                            throw broken(failure);
                        }));
    }

    private void getToken(Work.GetToken token) {
        underWay++;
        vendor(token.vendor())
                .getToken(count, refusal -> completions.add(() -> token.then().accept(refusal)));
    }

    private VendorCalls vendor(String name) {
        return Objects.requireNonNull(vendors.get(name), "a flow asks a vendor that is not configured");
    }

    private <T> void consult(Work.Consult<T> consult) {
        consult.then().accept(consult.question().apply(memory));
    }

    private static RuntimeException broken(Exception failure) {
        return failure instanceof RuntimeException unchecked
                ? unchecked
                : new IllegalStateException("a call could not be carried out", failure);
    }

    private static Problem stopped() {
        return problem("flow", "stopped", "Rollcall was stopped during the run; run it again.");
    }

    // neither the store nor a file is a vendor: of the reports' words for faults, this one says best that it is not
    // there
    private static Problem problem(String subject, String code, String message) {
        return new Problem(subject, Fault.Kind.NO_ANSWER, code, null, message);
    }
}
