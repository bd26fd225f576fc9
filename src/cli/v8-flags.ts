/**
 * Has V8 optimize a function only when it has run about ten times as long as usual. A third of the CPU of a run of some seconds went to the
 * optimizing compiler, for functions that were never hot enough to pay it back; longer runs gain less.
 */
const lateOptimizing: Readonly<Record<string, string>> = {
  "11": "--interrupt-budget=600000", "12": "--invocation-count-for-turbofan=27000", "13": "--invocation-count-for-turbofan=27000",
};

/** What runs set for a V8 named as in `process.versions.v8`: only flags that were tried with it, since V8 complains about unknown ones. */
export function v8Flags(v8: string): string[] {
  const late = lateOptimizing[v8.slice(0, v8.indexOf("."))];
  return late === undefined ? [] : [late];
}
