import type { Library } from "../row.ts";
import { methods } from "../rows.ts";

const awaited = (module: string, names: string): string => `the asynchronous \`${module}.${names}\``;

/** Functions that compress or extract one value in memory, as they are called. */
export const valueCompression = /(?:^|\.)(?:(?:gzip|deflate|deflateRaw|brotliCompress|zstdCompress|inflate|inflateRaw|brotliDecompress|zstdDecompress|gunzip|unzip)Sync)$/;

/** The parts of Node.js that cost, without the file system. */
export const node: Library = {
  name: "Node.js", packages: [], docs: "https://nodejs.org/api/",
  sinks: [
    ...methods("child_process.", "execSync execFileSync spawnSync", {
      does: "process", cost: "A", blocks: true, measured: "~3 ms for a program that does nothing", instead: "`execFile` or `spawn`, and await its end",
    }),
    ...methods("child_process.", "exec execFile spawn fork", { does: "process", cost: "A" }),
    { call: "crypto.pbkdf2Sync", does: "crypto", cost: "A", blocks: true, measured: "~46 ms for 100,000 rounds", instead: awaited("crypto", "pbkdf2") },
    { call: "crypto.scryptSync", does: "crypto", cost: "A", blocks: true, measured: "~29 ms", instead: awaited("crypto", "scrypt") },
    { call: "crypto.argon2Sync", does: "crypto", cost: "A", blocks: true, instead: awaited("crypto", "argon2") },
    { call: "crypto.generateKeyPairSync", does: "crypto", cost: "A", blocks: true, instead: awaited("crypto", "generateKeyPair") },
    { call: "crypto.generatePrimeSync", does: "crypto", cost: "A", blocks: true, instead: awaited("crypto", "generatePrime") },
    { call: "crypto.checkPrimeSync", does: "crypto", cost: "B", blocks: true, instead: awaited("crypto", "checkPrime") },
    { call: "crypto.hkdfSync", does: "crypto", cost: "C", blocks: true, instead: awaited("crypto", "hkdf") },
    { call: "crypto.generateKeySync", does: "crypto", cost: "C", blocks: true, instead: awaited("crypto", "generateKey") },
    ...methods("crypto.", "pbkdf2 scrypt argon2 generateKeyPair generatePrime", { does: "crypto", cost: "A" }),
    ...methods("zlib.", "gzipSync deflateSync deflateRawSync brotliCompressSync zstdCompressSync", {
      does: "compress", cost: "A", blocks: true, measured: "~17 ms per MB", instead: "a stream (`zlib.createGzip`) or the asynchronous function",
    }),
    ...methods("zlib.", "gunzipSync inflateSync inflateRawSync unzipSync brotliDecompressSync zstdDecompressSync", {
      does: "compress", cost: "B", blocks: true, instead: "a stream (`zlib.createGunzip`) or the asynchronous function",
    }),
    ...methods("zlib.", "gzip deflate deflateRaw brotliCompress gunzip inflate inflateRaw unzip brotliDecompress", { does: "compress", cost: "B" }),
    {
      call: "JSON.parse", does: "json-parse", cost: "B", blocks: true, measured: "~8 ms per MB",
      instead: "a limit on the size, a streaming parser, or a worker thread",
    },
    {
      call: "JSON.stringify", does: "json-stringify", cost: "B", blocks: true, measured: "~8 ms per MB",
      instead: "pages of rows, a streaming serializer, or a worker thread",
    },
    { call: "Atomics.wait", does: "wait", cost: "A", blocks: true, instead: "`Atomics.waitAsync`, or a message between threads" },
    { call: "timers.promises.setTimeout", does: "sleep", cost: "A" },
    ...methods(["http.", "https."], "request get", { does: "request", cost: "A" }),
    ...methods("sqlite.DatabaseSync#", "exec", { does: "query", cost: "B", blocks: true, instead: "a worker thread for long statements" }),
    ...methods("sqlite.DatabaseSync#prepare().", "all iterate", {
      does: "query", cost: "B", blocks: true, batch: "one statement with `IN (...)` or a join", instead: "`LIMIT`, or a worker thread",
    }),
    ...methods("sqlite.DatabaseSync#prepare().", "get run", {
      does: "query", cost: "C", blocks: true, batch: "one statement with `IN (...)`, or one transaction around all", instead: "a worker thread",
    }),
  ],
};
