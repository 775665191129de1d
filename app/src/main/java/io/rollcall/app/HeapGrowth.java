package io.rollcall.app;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.rollcall.camel.api.FlowListener;
import io.rollcall.report.FlowReport;
import java.lang.management.ManagementFactory;
import java.util.HashSet;
import java.util.Set;

/**
 * Lets the heap grow while a large roster runs, within its limit. The launcher keeps little of the heap free, which saves
 * memory for all that is small; a large roster would spend a third of its time in collections. Changes nothing where the
 * administrator chose other ratios, or where the JVM has no such options. Thread-safe.
 */
final class HeapGrowth implements FlowListener {
    /** From how many people a roster is large. */
    static final long LARGE = 30_000;

    private final Set<String> large = new HashSet<>();

    @Override
    public synchronized void peopleRead(String flow, long people) {
        if (people >= LARGE && large.add(flow) && large.size() == 1) {
            Ratios.LAUNCHER.replaceBy(Ratios.GROWING);
        }
    }

    @Override
    public synchronized void finished(FlowReport report) {
        if (large.remove(report.flow()) && large.isEmpty()) {
            Ratios.GROWING.replaceBy(Ratios.LAUNCHER);
        }
    }

    /**
     * How much of the heap is free after a full collection, in percent.
     *
     * @param least with less, the heap grows
     * @param most with more, the heap shrinks
     */
    record Ratios(int least, int most) {
        /** As in the launcher, {@code bin/rollcall}. */
        static final Ratios LAUNCHER = new Ratios(20, 30);

        static final Ratios GROWING = new Ratios(60, 80);

        private static final String LEAST = "MinHeapFreeRatio";
        private static final String MOST = "MaxHeapFreeRatio";

        /** Sets other ratios if these are in force. */
        void replaceBy(Ratios next) {
            try {
                HotSpotDiagnosticMXBean jvm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
                if (jvm != null && equals(inForce(jvm))) {
                    // the JVM refuses a least above the most
                    boolean grows = next.most >= most;
                    jvm.setVMOption(grows ? MOST : LEAST, Integer.toString(grows ? next.most : next.least));
                    jvm.setVMOption(grows ? LEAST : MOST, Integer.toString(grows ? next.least : next.most));
                }
            } catch (RuntimeException | LinkageError noSuchOption) {
                // another JVM than HotSpot, or a Java runtime without its management
            }
        }

        static Ratios inForce(HotSpotDiagnosticMXBean jvm) {
            return new Ratios(
                    Integer.parseInt(jvm.getVMOption(LEAST).getValue()),
                    Integer.parseInt(jvm.getVMOption(MOST).getValue()));
        }
    }
}
