package io.rollcall.app.api;

import io.rollcall.app.control.BackgroundCheck;
import io.rollcall.app.control.BudgetOverview;
import io.rollcall.app.control.FlowOverview;
import io.rollcall.app.control.LastReports;
import io.rollcall.app.control.RunningProgram;
import io.rollcall.app.control.SetupOverview;
import io.rollcall.camel.api.FlowListener;
import io.rollcall.meeting.board.MeetingBoard;
import io.rollcall.report.FlowReport;
import io.rollcall.vendor.Application;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the operations of the API know of the running program: the meetings as last seen, the last reports, and what to tell the
 * open pages. Listens from the start of the program on, and answers once it is started. Thread-safe.
 */
public final class ApiServices implements AutoCloseable {
    private final LiveTopics topics;
    private final LiveUpdates live;
    private final LastReports reports = new LastReports();
    private final MeetingBoard board = new MeetingBoard();
    /** The id of the application that each flow asks for meetings. */
    private final ConcurrentMap<String, String> applications = new ConcurrentHashMap<>();

    private volatile @Nullable BackgroundCheck check;

    public ApiServices(LiveTopics topics) {
        this.topics = topics;
        this.live = new LiveUpdates(topics);
    }

    /** To be called with the runs of all flows, from the start on. */
    public FlowListener flows() {
        return FlowListener.of(reports, new BoardReports(), live);
    }

    /** Passes reports on to the board. */
    private final class BoardReports implements FlowListener {
        @Override
        public void finished(FlowReport report) {
            String application = applications.get(report.flow());
            if (application != null) {
                board.report(application, report);
            }
        }
    }

    /** Begins to listen to the program, and returns the operations; before the first flow is scheduled. */
    public List<ApiOperation> start(RunningProgram program) {
        program.config().flows().forEach(flow -> {
            Optional<Application> application = program.application(flow);
            application.ifPresent(known -> applications.put(flow.name(), known.id()));
        });
        program.rollcall().listen((application, update) -> {
            board.updated(application, update);
            live.updated(update);
        });
        live.start(program);
        PeopleNames names = new PeopleNames(
                program.config().server().showNames(), program.state().rosters());
        BackgroundCheck checking = new BackgroundCheck(program, () -> live.changed(LiveTopic.SETUP));
        check = checking;
        return Stream.of(
                        new NowOperations(program, board, names).operations(),
                        new FlowOperations(program, new FlowOverview(program, reports), names, topics).operations(),
                        new BudgetOperations(new BudgetOverview(program)).operations(),
                        new ChangeOperations(program, names, topics).operations(),
                        new RosterOperations(program, names).operations(),
                        new AttendanceOperations(program, names).operations(),
                        new SetupOperations(new SetupOverview(program, checking), checking).operations())
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public void close() {
        live.close();
        BackgroundCheck checking = check;
        if (checking != null) {
            checking.close();
        }
    }
}
