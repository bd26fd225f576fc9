import { spawn, type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import type { MatchMode } from "./analyse.ts";
import { RUNS, type Engine, type Text, type Timed } from "./prove-engine.ts";

/** What the child runs, whatever is linted: it reads a pattern and texts as JSON, one a line, and matches. A timer of its own stops it. */
const script = `
import json, re, signal, sys, time
class Late(Exception): pass
def late(*_): raise Late()
timer = getattr(signal, "setitimer", None)
if timer: signal.signal(signal.SIGPROF, late)
def say(**what):
    sys.stdout.write(json.dumps(what) + "\\n")
    sys.stdout.flush()
try:
    import resource
    def cpu():
        used = resource.getrusage(resource.RUSAGE_SELF)
        return (used.ru_utime + used.ru_stime) * 1000
except ImportError:
    def cpu(): return time.process_time() * 1000
given = json.loads(sys.stdin.readline())
version = "%d.%d.%d" % sys.version_info[:3]
try:
    flags = 0
    for letter in given["flags"]:
        flags |= getattr(re, letter.upper())
    regex = re.compile(given["pattern"], flags)
    match = getattr(regex, given["mode"])
    say(ready=version)
except Exception as error:
    say(ready=version, failed=str(error) or type(error).__name__)
    sys.exit()
for line in sys.stdin:
    asked = json.loads(line)
    text = asked["prefix"] + asked["pump"] * asked["times"] + asked["suffix"]
    best = None
    try:
        for run in range(${RUNS.short}):
            if run == 1 and best > ${RUNS.longMs} or run == ${RUNS.usual} and best > ${RUNS.shortMs}: break
            timed = timer and (run == 0 or best > ${RUNS.longMs} / 4)
            if timed: timer(signal.ITIMER_PROF, asked["limit"] / 1000)
            before = cpu()
            found = sum(1 for _ in regex.finditer(text)) if asked.get("all") else match(text)
            spent = cpu() - before
            if timed: timer(signal.ITIMER_PROF, 0)
            best = spent if best is None else min(best, spent)
        say(ms=best, matched=found is not None)
    except Late:
        if best is None: say(stopped=asked["limit"])
        else: say(ms=best, matched=found is not None)
    except Exception as error:
        say(failed=str(error) or type(error).__name__)
`;

/** The child is killed after so many times as long as its own timer gives it. */
const PATIENCE = 2;

/** A line of the child. */
interface Said {
  ready?: string;
  ms?: number;
  matched?: boolean;
  stopped?: number;
  failed?: string;
}

interface Question {
  pattern: string;
  flags: string;
  mode: MatchMode;
}

/** Names that a Python interpreter goes by. */
const commands = ["python3", "python"];

/** The pattern on the first Python found; undefined: there is none. `failed`: what Python says about the pattern. */
export async function startPython(question: Question, limit: number): Promise<PythonEngine | { failed: string } | undefined> {
  for (const command of commands) {
    const engine = new PythonEngine(command, question);
    const answer = await engine.start(limit);
    if (answer === "missing") continue;
    return answer === undefined ? engine : { failed: answer.failed };
  }
  return undefined;
}

/** A Python pattern on CPython, in a child process that imports nothing but the standard library. */
export class PythonEngine implements Engine {
  name = "Python";
  readonly #command: string;
  readonly #question: Question;
  #child: ChildProcess | undefined;
  #lines: AsyncIterator<string> | undefined;

  constructor(command: string, question: Question) {
    this.#command = command;
    this.#question = question;
  }

  /** Undefined: it runs. */
  async start(limit: number): Promise<{ failed: string } | "missing" | undefined> {
    const child = spawn(this.#command, ["-I", "-S", "-c", script], { stdio: ["pipe", "pipe", "ignore"], windowsHide: true });
    child.on("error", () => undefined);
    child.stdin.on("error", () => undefined);
    this.#child = child;
    this.#lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const { pattern, flags, mode } = this.#question;
    child.stdin.write(`${JSON.stringify({ pattern, flags: [...flags].filter((flag) => "aimsx".includes(flag)).join(""), mode: mode === "sticky" ? "match" : mode })}\n`);
    const said = await this.#answer(limit);
    if (said === "late" || said?.ready === undefined) {
      await this.close();
      return said === "late" ? { failed: "it takes too long to compile" } : "missing";
    }
    this.name = `Python ${said.ready}`;
    if (said.failed === undefined) return undefined;
    await this.close();
    return { failed: said.failed };
  }

  async time(text: Text, limit: number, patience: number): Promise<Timed> {
    if (!this.#child) {
      const problem = await this.start(patience);
      if (problem !== undefined) return { failed: problem === "missing" ? "Python is gone" : problem.failed };
    }
    this.#child?.stdin?.write(`${JSON.stringify({ ...text, limit })}\n`);
    // The child's own timer counts CPU time; a busy machine, or one without such a timer, takes longer.
    const said = await this.#answer(Math.min(limit * PATIENCE, patience));
    if (said === "late") {
      await this.close();
      return patience < limit ? { failed: "the machine is too busy to tell" } : { stopped: limit };
    }
    if (said?.ms !== undefined) return { ms: said.ms, matched: said.matched === true };
    if (said?.stopped !== undefined) return { stopped: said.stopped };
    await this.close();
    return { failed: said?.failed ?? "Python ended without an answer" };
  }

  async close(): Promise<void> {
    this.#child?.kill("SIGKILL");
    this.#child = undefined;
    this.#lines = undefined;
    await Promise.resolve();
  }

  /** The next line; undefined: the child has ended. */
  async #answer(limit: number): Promise<Said | "late" | undefined> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<"late">((done) => (timer = setTimeout(done, limit, "late")));
    const next = await Promise.race([this.#lines?.next(), late]).finally(() => clearTimeout(timer));
    if (next === "late") return "late";
    return next === undefined || next.done === true ? undefined : (JSON.parse(next.value) as Said);
  }
}
