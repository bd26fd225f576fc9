import { setFlagsFromString } from "node:v8";

/** Versions of V8 that were tried: it complains about unknown flags. */
const tried = /^1[1-3]\./;

/** From V8 13 on (Node 24) the new space of a heap takes twice as much; that of the main thread, which is there already, cannot be made smaller. */
export const isMainHeapLarge = Number.parseInt(process.versions.v8, 10) >= 13;

/**
 * Has the main thread collect garbage when its heap has grown by so many percent, which takes a third off the memory of a run: left alone, it waits
 * until there is four times of what is needed. Threads of the pool have a limit instead.
 */
export function holdHeapDown(): void {
  if (tried.test(process.versions.v8)) setFlagsFromString("--heap-growing-percent=60");
}
