package org.tilewatch.edge.publish;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.tilewatch.edge.publish.BrokerLink.Delivery;
import org.tilewatch.edge.publish.BrokerLink.LinkDown;
import org.tilewatch.edge.report.Message;
import org.tilewatch.edge.report.Report;

/**
 * What was sent and waits for its PUBACKs, in the order in which it was sent. Several reports are on their way at the same time, so
 * that a long way to the broker costs its time once and not once per report. Used by one thread.
 */
final class OnTheirWay {

    /** Beyond this no further report is sent; one alone may be larger. */
    private static final long MOST_BYTES = 512 * 1024;

    private static final int MOST_REPORTS = 32;
    /** A PUBACK that takes longer means a dead peer. */
    private static final Duration PUBACK_WAIT = Duration.ofSeconds(20);
    /** Slower links than this are not waited for. */
    private static final long LEAST_BYTES_PER_SECOND = 2 * 1024;

    private final Deque<Sent> sent = new ArrayDeque<>();
    private long bytes;
    private int reports;
    private int mostReports = MOST_REPORTS;

    /**
     * Messages that were sent together.
     *
     * @param report empty for what is not kept in the outbox
     * @param answers of the messages, in their order
     */
    record Sent(
            Optional<Report> report,
            List<Message> messages,
            List<CompletableFuture<Delivery>> answers,
            int bytes,
            long atNanos) {

        private boolean answered() {
            return answers.stream().allMatch(CompletableFuture::isDone);
        }

        /** The answer to each message. */
        List<Delivery> deliveries() throws LinkDown {
            List<Delivery> deliveries = new ArrayList<>(answers.size());
            for (CompletableFuture<Delivery> answer : answers) {
                try {
                    deliveries.add(answer.join());
                } catch (CompletionException | CancellationException e) {
                    throw e.getCause() instanceof LinkDown down ? down : new LinkDown(String.valueOf(e.getMessage()));
                }
            }
            return deliveries;
        }
    }

    /** Sends messages that belong to no report. */
    void publish(BrokerLink link, List<Message> absolute, long nowNanos) throws LinkDown, InterruptedException {
        if (absolute.isEmpty()) {
            return;
        }
        List<CompletableFuture<Delivery>> answers = new ArrayList<>();
        for (Message message : absolute) {
            answers.add(link.publish(message));
        }
        add(Optional.empty(), absolute, answers, nowNanos);
    }

    void add(
            Optional<Report> report, List<Message> messages, List<CompletableFuture<Delivery>> answers, long nowNanos) {
        int size =
                messages.stream().mapToInt(message -> message.payload().length).sum();
        sent.add(new Sent(report, messages, answers, size, nowNanos));
        bytes += size;
        reports += report.isPresent() ? 1 : 0;
    }

    /** Whether one more report may be sent now. */
    boolean hasRoom() {
        return reports < mostReports && (bytes < MOST_BYTES || reports == 0);
    }

    boolean isEmpty() {
        return sent.isEmpty();
    }

    /** Until the broker takes a report again they go one by one: what it refuses is overtaken by no more than is on its way. */
    void oneByOne(boolean wanted) {
        mostReports = wanted ? 1 : MOST_REPORTS;
    }

    /** Ids of the alerts of the reports that are on their way. */
    Set<String> alertIds() {
        Set<String> ids = new HashSet<>();
        sent.forEach(each -> each.report.ifPresent(report -> ids.add(report.alertId())));
        return ids;
    }

    /** Takes out what was answered in full, the longest sent first. */
    List<Sent> answered() {
        List<Sent> answered = new ArrayList<>();
        for (Iterator<Sent> each = sent.iterator(); each.hasNext(); ) {
            Sent next = each.next();
            if (next.answered()) {
                each.remove();
                answered.add(next);
                bytes -= next.bytes;
                reports -= next.report.isPresent() ? 1 : 0;
            }
        }
        return answered;
    }

    void clear() {
        sent.clear();
        bytes = 0;
        reports = 0;
    }

    /** @throws LinkDown if the longest sent was not answered for so long that nobody can be there */
    void checkTime(long nowNanos) throws LinkDown {
        if (!sent.isEmpty()) {
            Duration silent = Duration.ofNanos(nowNanos - sent.peekFirst().atNanos);
            Duration allowed = PUBACK_WAIT.plusSeconds(bytes / LEAST_BYTES_PER_SECOND);
            if (silent.compareTo(allowed) > 0) {
                throw new LinkDown("no PUBACK within %d s".formatted(allowed.toSeconds()));
            }
        }
    }

    /** Waits until the longest sent was answered, or for so long. */
    void await(Duration atMost) throws InterruptedException {
        if (sent.isEmpty()) {
            return;
        }
        CompletableFuture<?>[] answers = sent.peekFirst().answers.toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(answers).get(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException toldByTheAnswers) {
            // Looked at in the next turn.
        }
    }
}
