package io.rollcall.tell;

import io.rollcall.report.Change;
import io.rollcall.report.Problem;
import io.rollcall.report.RosterResult;
import io.rollcall.report.RunOutcome;
import io.rollcall.vendor.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Chinese, in the terms that DingTalk's and Huawei's own pages use. */
final class ChineseWords implements Words {
    @Override
    public String failed(String flow, RunOutcome outcome) {
        return switch (outcome) {
            case FAILED -> flow + " 运行失败";
            case INCOMPLETE -> flow + " 未全部完成";
            case QUARANTINED -> flow + " 名册已隔离";
            case COMPLETE -> flow + " 已完成";
        };
    }

    @Override
    public String stillFails(String flow) {
        return flow + " 的问题仍未解决";
    }

    @Override
    public String since(String time) {
        return "开始时间：" + time + "。";
    }

    @Override
    public String worksAgain(String flow, String since) {
        return flow + " 已恢复正常（自 " + since + " 起有问题）。";
    }

    @Override
    public String failedFor(String flow, String from, String to) {
        return flow + " 在 " + from + " 至 " + to + " 期间有问题，现已恢复正常";
    }

    @Override
    public String severalFail(List<String> flows) {
        return flows.size() + " 个流程有问题：" + String.join("、", flows);
    }

    @Override
    public String several(List<String> flows) {
        return String.join("、", flows);
    }

    @Override
    public String fine(String flow) {
        return flow;
    }

    @Override
    public String runs(long runs, long complete) {
        return runs == complete ? "运行 " + runs + " 次，全部完成。" : "运行 " + runs + " 次，其中 " + complete + " 次完成。";
    }

    /** The sentences of remedies exist in English only, so a Chinese one for the kind of fault comes first. */
    @Override
    public String problem(Problem problem) {
        return subject(problem.subject()) + "：" + remedy(problem.fault())
                + (problem.code() == null ? "" : "错误码 " + problem.code() + "。") + "详情：" + problem.message();
    }

    private static String subject(String subject) {
        return subject.replaceFirst("^user ", "用户 ")
                .replaceFirst("^meeting ", "会议 ")
                .replaceFirst("^department ", "部门 ");
    }

    private static String remedy(Fault.Kind fault) {
        return switch (fault) {
            case TOKEN -> "获取访问凭证失败，请检查应用的密钥。";
            case PERMISSION -> "应用没有权限，请在开放平台为应用申请相应权限。";
            case THROTTLED -> "调用被限流，Rollcall 会放慢速度后重试。";
            case QUOTA -> "本月调用次数已用完。";
            case BANNED -> "本机 IP 被临时限制访问，Rollcall 会等待解除。";
            case BAD_REQUEST -> "请求被拒绝，请检查配置。";
            case NOT_FOUND -> "对象不存在，请检查配置中的 ID。";
            case SERVER -> "对方服务器出错，稍后会重试。";
            case NO_ANSWER -> "没有收到应答，请检查网络。";
            case UNREADABLE -> "无法读取返回的数据。";
            case PAUSED -> "变更已被暂停。";
        };
    }

    @Override
    public String whatToDo(RunOutcome outcome, String flow) {
        return switch (outcome) {
            case QUARANTINED -> "新名册会减少过多人员，因此未替换旧名册。确认无误后请运行：rollcall accept " + flow;
            case FAILED, INCOMPLETE, COMPLETE -> "部分变更未完成。查看详情请运行：rollcall audit";
        };
    }

    @Override
    public String counts(Map<Change.Action, Map<Change.Status, Long>> counts) {
        List<String> parts = new ArrayList<>();
        long failed = 0;
        long unknown = 0;
        for (Map.Entry<Change.Action, Map<Change.Status, Long>> action : counts.entrySet()) {
            long made = action.getValue().getOrDefault(Change.Status.DONE, 0L);
            if (made > 0) {
                parts.add(verb(action.getKey()) + " " + made + " 人");
            }
            failed += action.getValue().getOrDefault(Change.Status.FAILED, 0L);
            unknown += action.getValue().getOrDefault(Change.Status.UNKNOWN, 0L);
        }
        if (failed > 0) {
            parts.add(failed + " 项变更失败");
        }
        if (unknown > 0) {
            parts.add(unknown + " 项变更结果未知");
        }
        return String.join("，", parts) + "。";
    }

    private static String verb(Change.Action action) {
        return switch (action) {
            case PROMOTE -> "新增联席主持人";
            case REMOVE -> "取消联席主持人";
            case INVITE -> "呼叫入会";
        };
    }

    @Override
    public String roster(String flow, RosterResult.Changed changed) {
        List<String> parts = new ArrayList<>();
        add(parts, "新增", changed.joined());
        add(parts, "离开", changed.left());
        add(parts, "返回", changed.returned());
        add(parts, "调整部门", changed.moved());
        add(parts, "改名", changed.renamed());
        add(parts, "信息变更", changed.changed());
        add(parts, "未见", changed.unseen());
        return "名册：" + String.join("，", parts) + "。查看名单请运行：rollcall diff " + flow;
    }

    private static void add(List<String> parts, String word, long count) {
        if (count > 0) {
            parts.add(word + " " + count + " 人");
        }
    }

    @Override
    public String change(Change change, String person, String meeting) {
        String where = "会议 " + meeting + "：";
        String what =
                switch (change.action()) {
                    case PROMOTE -> "将 " + person + " 设为联席主持人";
                    case REMOVE -> "取消 " + person + " 的联席主持人";
                    case INVITE -> "呼叫 " + person + " 入会";
                };
        // a full-width bracket brings its own blank
        what = what.replace("） ", "）");
        return switch (change.status()) {
            case DONE -> where + "已" + what;
            case FAILED -> where + what + "，失败";
            case UNKNOWN -> where + what + "，结果未知，请到会议中查看";
            case PLANNED, SKIPPED, PAUSED -> where + what + "，未请求";
        };
    }

    @Override
    public String named(String name, String id) {
        return name + "（" + id + "）";
    }

    @Override
    public String moreChanges(long count) {
        return "另有 " + count + " 项变更";
    }

    @Override
    public String more(int count) {
        return "另有 " + count + " 行未显示";
    }

    @Override
    public String left(Pools.Pool pool, boolean nameAccount) {
        List<String> parts = new ArrayList<>();
        if (pool.monthlyCalls() > 0) {
            parts.add("调用次数 " + pool.calls() + "/" + pool.monthlyCalls());
        }
        if (pool.monthlyEvents() > 0) {
            parts.add("事件与消息 " + pool.events() + "/" + pool.monthlyEvents());
        }
        return "本月剩余" + (nameAccount ? "（" + pool.account() + "）" : "") + "：" + String.join("，", parts) + "。";
    }

    @Override
    public String lastOfTheMonth(long most) {
        return "这是本月最后一条消息：most-a-month 为 " + most + "。";
    }

    @Override
    public String testTitle() {
        return "Rollcall 测试消息";
    }

    @Override
    public List<String> test(String channel, List<String> flows, When when) {
        String about =
                switch (when) {
                    case PROBLEMS -> "流程出现问题和恢复正常时";
                    case CHANGES -> "流程出现问题、恢复正常或做出变更时";
                    case REPORTS -> "每次运行后";
                };
        return List.of(
                "通道 " + channel + " 工作正常。",
                flows.isEmpty()
                        ? "还没有流程使用它。请在流程中加上：rollcall.flow.FLOW.tell=" + channel
                        : "流程：" + String.join("、", flows) + "。" + about + "，Rollcall 会在这里通知您。");
    }

    @Override
    public String title(String text) {
        return "Rollcall：" + text;
    }
}
