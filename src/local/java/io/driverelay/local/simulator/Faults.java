package io.driverelay.local.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Answers on demand: the next requests that match are answered so, and nothing else is done about them. The vault takes the plans whose path names {@code secrets/}. */
public final class Faults {
    private final List<Planned> planned = new ArrayList<>();
    private final List<Planned> manners = new ArrayList<>();

    private static final class Planned {
        private final String method;
        private final Pattern path;
        private final Reply reply;
        private int left;

        Planned(int times, String method, Pattern path, Reply reply) {
            this.left = times;
            this.method = method;
            this.path = path;
            this.reply = reply;
        }
    }

    /** @param pathRegex is looked for anywhere in the path; {@code method} may be {@code *} */
    public synchronized void answerNext(
            int times, String method, String pathRegex, int status, Map<String, String> headers, String body) {
        planned.add(new Planned(times, method, Pattern.compile(pathRegex), new Reply(status, headers, body)));
    }

    /** The next requests that match are done, and their answers are lost: the line closes. */
    public void loseNext(int times, String method, String pathRegex) {
        sendNext(times, method, pathRegex, Reply.Manner.LOST);
    }

    /** The next answers stall after their head and ten bytes, until the simulators close, or five minutes. */
    public void stallNext(int times, String method, String pathRegex) {
        sendNext(times, method, pathRegex, Reply.Manner.STALLED);
    }

    /** The next answers come at five bytes a second. */
    public void trickleNext(int times, String method, String pathRegex) {
        sendNext(times, method, pathRegex, Reply.Manner.TRICKLING);
    }

    private synchronized void sendNext(int times, String method, String pathRegex, Reply.Manner manner) {
        manners.add(new Planned(
                times, method, Pattern.compile(pathRegex), Reply.empty(200).in(manner)));
    }

    /** The answer as it is to go out; a streamed one, which is null, stays as it is. */
    synchronized Reply sent(String method, String path, Reply reply) {
        return reply == null
                ? null
                : next(manners, "", method, path)
                        .map(how -> reply.in(how.manner()))
                        .orElse(reply);
    }

    synchronized Optional<Reply> take(String method, String path) {
        return takeNamed("", method, path);
    }

    /** Only of the plans that name such a path, for a service that a plan for every path does not mean. */
    synchronized Optional<Reply> takeNamed(String named, String method, String path) {
        return next(planned, named, method, path);
    }

    private static Optional<Reply> next(List<Planned> plans, String named, String method, String path) {
        for (Planned plan : plans) {
            if (!plan.path.pattern().contains(named)) {
                continue;
            }
            boolean fits = plan.method.equals("*") || plan.method.equalsIgnoreCase(method);
            if (fits && plan.left > 0 && plan.path.matcher(path).find()) {
                plan.left--;
                return Optional.of(plan.reply);
            }
        }
        return Optional.empty();
    }
}
