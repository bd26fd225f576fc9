/**
 * Has V8 optimize a function only when it has run about ten times as long as usual. A third of the CPU of a run of some seconds went to the
 * optimizing compiler, for functions that were never hot enough to pay it back; longer runs gain less.
 */
const lateOptimizing: Readonly<Record<string, string>> = { "11": "--interrupt-budget=600000", "12": "--invocation-count-for-turbofan=27000" };

/**
 * How much a heap may grow before all of it is collected. A main thread would let it grow to four times what is needed, a thread with a limit
 * collects more often than it has to: what lives is a few files' worth and the summaries of all others.
 */
const heapGrowth = "--heap-growing-percent=40";
const triedForGrowth: ReadonlySet<string> = new Set(["11", "12", "13"]);

/** What runs set for a V8 named as in `process.versions.v8`: only flags that were tried with it, since V8 complains about unknown ones. */
export function v8Flags(v8: string): string[] {
  const version = v8.slice(0, v8.indexOf("."));
  const late = lateOptimizing[version];
  return [...(late === undefined ? [] : [late]), ...(triedForGrowth.has(version) ? [heapGrowth] : [])];
}
