// Ends the emulator as SIGINT would, its state written, when whoever started it is gone.
process.stdin.resume();
process.stdin.on("end", () => process.kill(process.pid, "SIGINT"));
process.stdin.on("error", () => process.kill(process.pid, "SIGINT"));
// Azurite listens once: without this a second SIGINT (Ctrl-C, then the end of stdin) would kill it in the middle of writing.
process.on("SIGINT", () => {});
