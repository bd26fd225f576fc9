import { decodingClients, encodingHeader, soleReaders } from "../knowledge/python/http-clients.ts";
import { lastName, positional } from "./functions.ts";
import type { PyNode } from "./node.ts";
import type { PythonQuestions } from "./questions.ts";

/**
 * Whether a call extracts a response's body because a header says that it is compressed. The client has extracted it already, so the call
 * fails at its first bytes. A file that is compressed by itself is extracted without a look at that header.
 */
export function isDecodedAlready(ask: PythonQuestions, call: PyNode): boolean {
  const [body] = positional(call);
  if (!body || !encodingHeader.test(ask.places.functions.at(call).node.text)) return false;
  const value = body.type === "identifier" ? ask.scopes.reaching(body).find((one) => one.kind === "assign" && one.path.length === 0)?.value : body;
  const read = value?.type === "await" ? value.namedChildren[0] : value;
  const callee = read?.type === "call" ? read.field("function") : read;
  if (callee?.type !== "attribute") return false;
  return soleReaders.has(lastName(callee) ?? "") || decodingClients.test(ask.origin(callee) ?? "");
}
