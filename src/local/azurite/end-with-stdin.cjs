// Ends the emulator as SIGINT would, its state written, when whoever started it is gone.
process.stdin.resume();
process.stdin.on("end", () => process.kill(process.pid, "SIGINT"));
process.stdin.on("error", () => process.kill(process.pid, "SIGINT"));
