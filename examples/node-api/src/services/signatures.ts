import { pbkdf2, pbkdf2Sync } from "node:crypto";
import { promisify } from "node:util";

export function sign(document: string, key: string): string {
  // Reported across files as blocking-call-in-handler: a route calls it, and all other requests wait.
  return pbkdf2Sync(document, key, 100_000, 32, "sha256").toString("hex");
}

// Repaired: the thread pool computes it.
export async function signed(document: string, key: string): Promise<string> {
  return (await promisify(pbkdf2)(document, key, 100_000, 32, "sha256")).toString("hex");
}
