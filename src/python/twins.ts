import { basesOf } from "./functions.ts";
import { lastName } from "./functions.ts";
import type { PyNode } from "./node.ts";
import type { PythonQuestions } from "./questions.ts";

/** Whether the plain class around a call has an asynchronous subclass in the file, as `AsyncStore(Store)`: the loop is that one's part. */
export function hasAsyncTwin(ask: PythonQuestions, call: PyNode): boolean {
  const { functions } = ask.places;
  const fn = functions.at(call);
  const owner = functions.classAround(fn);
  if (!owner || fn.async) return false;
  return functions.classes.some((one) => one !== owner && /^_?Async/.test(one.ownName) && basesOf(one.node).some((base) => lastName(base) === owner.ownName));
}
