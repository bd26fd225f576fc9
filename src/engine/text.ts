import type { Language } from "../finding.ts";

/** A file that starts like this is data, whatever its name says (`.ts` is also a video). */
const HEAD = 1024;

/** The text of a file; undefined for data. Bytes that its encoding does not know are replaced: they stand in comments and strings. */
export function decode(bytes: Uint8Array, language: Language): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (bytes.subarray(0, HEAD).includes(0)) return undefined;
  return new TextDecoder(language === "python" ? declaredEncoding(bytes) : "utf-8").decode(bytes);
}

/** The encoding that one of the first two lines declares (PEP 263). */
function declaredEncoding(bytes: Uint8Array): string {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, HEAD)).split(/\r\n|\r|\n/, 2);
  const name = head.map((line) => /^[ \t\f]*#.*?coding[:=][ \t]*([\w.-]+)/.exec(line)?.[1]).find((one) => one !== undefined);
  if (name === undefined) return "utf-8";
  try {
    return new TextDecoder(name.replaceAll("_", "-")).encoding;
  } catch {
    return "utf-8";
  }
}
