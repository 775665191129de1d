package io.rollcall.camel.internal.flow;

import io.rollcall.call.CallCount;
import io.rollcall.call.Fault;
import io.rollcall.camel.internal.call.Accounts;
import io.rollcall.camel.internal.call.VendorCalls;
import io.rollcall.camel.internal.file.Output;
import io.rollcall.flow.internal.Agenda;
import io.rollcall.flow.internal.Errand;
import io.rollcall.flow.internal.Work;
import io.rollcall.memory.Memory;
import io.rollcall.memory.MemoryException;
import io.rollcall.report.FlowEvent;
import io.rollcall.report.Problem;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * Conducts one run of a flow, or another errand: carries out what is on its agenda and tells it each outcome, until nothing is left. Calls
 * run side by side; everything else, the run's own thinking included, happens on the conducting thread. One for each
 * run; used by one thread.
 */
final class Conductor {
    private static final Problem STOPPED =
            problem("flow", "stopped", "Rollcall was stopped during the run; run it again.");

    private final Accounts accounts;
    private final Memory memory;
    private final Output output;
    private final CallCount count;
    private final Runnable progressed;
    private final Consumer<FlowEvent> announced;
    private final Agenda agenda = new Agenda();
    private final BlockingQueue<Completion> completions = new LinkedBlockingQueue<>();
    private volatile boolean wanted = true;
    private int underWay;

    /**
     * @param progressed told after every call
     * @param announced told what the run tells
     */
    Conductor(
            Accounts accounts,
            Memory memory,
            Output output,
            CallCount count,
            Runnable progressed,
            Consumer<FlowEvent> announced) {
        this.accounts = accounts;
        this.memory = memory;
        this.output = output;
        this.count = count;
        this.progressed = progressed;
        this.announced = announced;
    }

    /** What a call that ended makes the run do. */
    private interface Completion {
        void complete() throws IOException;
    }

    /** Conducts the run to its end; its result is known afterwards. */
    void conduct(Errand run) {
        try {
            run.begin(agenda);
            carryOutAgenda();
            while (underWay > 0) {
                Completion completion = completions.take();
                underWay--;
                completion.complete();
                carryOutAgenda();
                progressed.run();
            }
        } catch (StoppedException stopped) {
            run.abort(STOPPED);
        } catch (MemoryException lost) {
            run.abort(problem("store", "store", String.valueOf(lost.getMessage())));
        } catch (IOException unwritable) {
            run.abort(problem("output", "output", why(unwritable)));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            run.abort(STOPPED);
        } finally {
            // calls that still wait would be made for nobody
            wanted = false;
            output.close();
        }
    }

    /** Breaks the run off from another thread: the calls under way will not be answered any more. */
    void stop() {
        completions.add(() -> {
            throw new StoppedException();
        });
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
                } else if (piece instanceof Work.Announce announce) {
                    announced.accept(announce.event());
                } else {
                    output.write((Work.Write) piece);
                }
            }
        }
    }

    private <I, O> void ask(Work.Ask<I, O> ask) {
        underWay++;
        accounts.of(ask.operation())
                .call(
                        ask.operation(),
                        ask.input(),
                        count,
                        () -> wanted,
                        outcome -> completions.add(() -> ask.then().accept(outcome)),
                        failure -> completions.add(() -> {
                            throw broken(failure);
                        }));
    }

    private void getToken(Work.GetToken token) {
        underWay++;
        account(token.account())
                .getToken(count, refusal -> completions.add(() -> token.then().accept(refusal)));
    }

    private VendorCalls account(String name) {
        return accounts.named(name)
                .orElseThrow(() -> new IllegalStateException("a flow uses an account that is not configured"));
    }

    private <T> void consult(Work.Consult<T> consult) {
        consult.then().accept(consult.question().apply(memory));
    }

    private static RuntimeException broken(Exception failure) {
        if (failure instanceof RejectedExecutionException) {
            return new StoppedException();
        }
        return failure instanceof RuntimeException unchecked
                ? unchecked
                : new IllegalStateException("a call could not be carried out", failure);
    }

    // the messages of file systems are often no more than a path
    private static String why(IOException unwritable) {
        return "The output could not be written (" + unwritable.getClass().getSimpleName() + ": "
                + unwritable.getMessage() + "); check the folder, its permissions and the space on its disk.";
    }

    // neither the store nor a file is a vendor: of the reports' words for faults, this one says best that it is not
    // there
    private static Problem problem(String subject, String code, String message) {
        return new Problem(subject, Fault.Kind.NO_ANSWER, code, null, message);
    }

    /** The program, or the host's context, is being stopped. */
    private static final class StoppedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
