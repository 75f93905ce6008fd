package io.driverelay.scenario;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.List;

/** A contestant's JVM: an upload's name in, a figure out. */
record Runner(Contestant contestant, Process process, BufferedWriter in, BufferedReader out) {
    static Runner start(Contestant contestant, List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new Runner(contestant, process, process.outputWriter(), process.inputReader());
    }

    Figure run(String upload) throws IOException {
        in.write(upload);
        in.newLine();
        in.flush();
        String line = out.readLine();
        if (line == null) {
            throw new IOException(contestant.title() + " ended with an error");
        }
        System.out.printf("  %-42s %s%n", contestant.title(), line);
        return Figure.parse(line);
    }

    void end() {
        process.destroy();
    }

    static String classPath() {
        ClassLoader loader = Runner.class.getClassLoader();
        return loader instanceof URLClassLoader urls
                ? String.join(
                        File.pathSeparator,
                        Arrays.stream(urls.getURLs())
                                .map(url -> new File(URI.create(url.toString())).toString())
                                .toList())
                : System.getProperty("java.class.path");
    }
}
