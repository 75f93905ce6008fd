// Ends the emulator as SIGINT would, its state written, when whoever started it is gone. Not earlier: Ctrl-C and the like reach the whole process
// group, and the app needs its storage to put down what it has under way.
const emit = process.emit;
let ending = false;
process.emit = function (event, ...rest) {
  const early = ["SIGINT", "SIGTERM", "SIGHUP"].includes(event) && !ending;
  return early || emit.call(this, event, ...rest);
};
// without a listener a signal would end the process at once; and Azurite listens once, a second one would end it in the middle of writing
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, () => {});
}
const end = () => {
  if (!ending) {
    ending = true;
    process.kill(process.pid, "SIGINT");
  }
};
process.stdin.resume();
process.stdin.on("end", end);
process.stdin.on("error", end);
