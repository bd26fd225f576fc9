/**
 * The flag that makes V8 optimize a function only when it has run about ten times as long as usual, by V8's major version. A third of the CPU of a
 * run of some seconds went to the optimizing compiler, for functions that were never hot enough to pay it back; longer runs gain less.
 */
const flags: Readonly<Record<string, string>> = { "11": "--interrupt-budget=600000", "12": "--invocation-count-for-turbofan=27000" };

/** For a V8 named as in `process.versions.v8`; undefined where it makes no difference or was not tried: V8 complains about unknown flags. */
export const lateOptimizing = (v8: string): string | undefined => flags[v8.slice(0, v8.indexOf("."))];
