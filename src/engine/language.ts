import type { Language } from "../finding.ts";

/** The language of a file by its name, as far as we lint it. */
export function languageOf(name: string): Language | undefined {
  if (/\.[cm]?[jt]s$|\.[jt]sx$/.test(name)) return "javascript";
  return name.endsWith(".py") ? "python" : undefined;
}

/** TypeScript declarations hold no code that runs. */
export const isDeclarations = (name: string): boolean => /\.d\.(?:\w+\.)?[cm]?ts$/.test(name);
