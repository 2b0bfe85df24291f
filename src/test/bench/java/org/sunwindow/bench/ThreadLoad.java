package org.sunwindow.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** Runs a task in this process, on a fixed number of threads. */
final class ThreadLoad implements Load {

    /** Handles a request. */
    interface Task {
        void run(int index) throws Exception;
    }

    private final int threads;
    private final int size;
    private final Task task;

    ThreadLoad(int threads, int size, Task task) {
        this.threads = threads;
        this.size = size;
        this.task = task;
    }

    @Override
    public Sample run(Duration time, double perSecond) {
        var requests = new AtomicLong();
        var all = new Sample(size, time);
        try (var executor = Executors.newFixedThreadPool(threads)) {
            var schedule = new Schedule(time, perSecond);
            Callable<Sample> thread = () -> repeat(schedule, requests, new Sample(size, time));
            var running = new ArrayList<Future<Sample>>();
            for (int i = 0; i < threads; i++) {
                running.add(executor.submit(thread));
            }
            for (Future<Sample> sample : running) {
                all.add(sample.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
        return all;
    }

    private Sample repeat(Schedule schedule, AtomicLong requests, Sample sample) throws Exception {
        while (true) {
            long request = requests.getAndIncrement();
            long due = schedule.due(request);
            if (!schedule.takes(due)) {
                return sample;
            }
            Schedule.waitUntil(due);
            int index = (int) (request % size);
            task.run(index);
            long answered = System.nanoTime();
            if (schedule.counts(answered)) {
                sample.add(index, answered - due);
            }
        }
    }
}
