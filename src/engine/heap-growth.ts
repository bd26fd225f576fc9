import { setFlagsFromString } from "node:v8";

/** Versions of V8 that were tried: it complains about unknown flags. */
const tried = /^1[1-3]\./;

/**
 * Has the main thread collect garbage when its heap has doubled, which takes a fifth off the memory of a run: left alone, it waits until there is
 * four times of what is needed. Threads of the pool have a limit instead.
 */
export function holdHeapDown(): void {
  if (tried.test(process.versions.v8)) setFlagsFromString("--heap-growing-percent=100");
}
