package io.driverelay.scenario;

import java.util.Comparator;
import java.util.List;

/** MB/s, and CPU-seconds per GiB of the measured JVM alone. */
record Figure(double speed, double cpu) {
    static Figure parse(String line) {
        String[] parts = line.split(" ", 2);
        return new Figure(Double.parseDouble(parts[0]), Double.parseDouble(parts[1]));
    }

    /** Of each by itself, without the rounds that warm the JVM up: the first, and of seven the first three. */
    static Figure median(List<Figure> rounds) {
        List<Figure> warm = rounds.subList(rounds.size() > 5 ? 3 : 1, rounds.size());
        return new Figure(
                warm.stream().map(Figure::speed).sorted().toList().get(warm.size() / 2),
                warm.stream()
                        .map(Figure::cpu)
                        .sorted(Comparator.naturalOrder())
                        .toList()
                        .get(warm.size() / 2));
    }

    String line() {
        return speed + " " + cpu;
    }
}
