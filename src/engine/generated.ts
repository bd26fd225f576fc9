/** Names that builds give to what they make. */
const builtName = /[.-](?:min|bundle|umd|prod|production)\.[cm]?js$|_pb2(?:_grpc)?\.py$|_pb\.[jt]s$|\.(?:generated|gen)\.[cm]?[jt]sx?$/;
const note = /@generated\b|\b(?:code|file|is|was|been) (?:auto(?:matically)?[- ]?)?generated\b[^\n]*(?:do not (?:edit|modify|change)|by\b)|\bauto-?generated\b|do not edit (?:this file|manually|by hand)/i;
/** A note about the whole file stands at its head. */
const HEAD = 600;
/** Nobody writes lines this long on average. */
const AVERAGE_LINE = 300;

/** Files that a tool wrote, by name. */
export const isBuiltName = (name: string): boolean => builtName.test(name);

/** Files that a tool wrote, by their first comment or by the length of their lines. */
export function isGenerated(text: string): boolean {
  const head = text.slice(0, HEAD);
  if (/^\s*(?:#|\/\/|\/\*|"""|''')/.test(head) && note.test(comments(head))) return true;
  if (text.length < 2000) return false;
  // The first megabyte tells.
  const sample = text.slice(0, 1 << 20);
  let lines = 1;
  for (let at = sample.indexOf("\n"); at >= 0; at = sample.indexOf("\n", at + 1)) lines++;
  return sample.length / lines > AVERAGE_LINE;
}

/** The comment at the start: what stands before the first line of code. */
function comments(head: string): string {
  const lines = head.split("\n");
  const code = lines.findIndex((line) => /^\s*(?:import|from|export|const|let|var|function|class|def|async|if|require|["']use )\b/.test(line));
  return (code < 0 ? lines : lines.slice(0, code)).join("\n");
}
