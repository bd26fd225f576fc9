/** How code reads the headers of a request. */

const holders = "req|request|ctx|context|c|event|evt|handshake";

/** A chain of names that reads one header, or a part of it: `req.headers.host`, `request.headers.get("x")`, `req.get("x")`. */
export const headerReads = new RegExp(String.raw`(?:^|\.)(?:${holders})\.(?:headers\.(?=[\w$[(-])|(?:get|header|getHeader)\.\(\))`);

/** Functions that give all headers of the current request. */
export const headerFunctions: ReadonlySet<string> = new Set(["next/headers.headers"]);

/** Methods that make a text longer. */
export const longer: ReadonlySet<string> = new Set(["repeat", "padStart", "padEnd"]);
