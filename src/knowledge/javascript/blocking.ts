import type { Library } from "../row.ts";
import { methods } from "../rows.ts";

/** Packages whose purpose is to make an asynchronous thing wait. */
export const waiting: Library = {
  name: "synchronous waiting", packages: ["deasync", "sync-request", "sync-fetch", "readline-sync", "sleep"], docs: "https://github.com/abbr/deasync#readme",
  sinks: [
    ...methods("deasync.", "sleep loopWhile runLoopOnce", { does: "wait", cost: "A", blocks: true, instead: "`await` on the promise itself" }),
    ...methods("sleep.", "sleep msleep usleep", { does: "sleep", cost: "A", blocks: true, instead: "`await setTimeout(ms)` of `node:timers/promises`" }),
    { call: "system-sleep", does: "sleep", cost: "A", blocks: true, instead: "`await setTimeout(ms)` of `node:timers/promises`" },
    ...["sync-request", "sync-request-curl", "sync-fetch", "then-request.sync"].map((call) => (
      { call, does: "request", cost: "A", blocks: true, instead: "`await fetch(...)`" } as const
    )),
    ...methods("readline-sync.", "question prompt keyIn keyInYN promptLoop keyInSelect", {
      does: "wait", cost: "A", blocks: true, instead: "`node:readline/promises`",
    }),
  ],
};

const reads = { does: "parse", blocks: true } as const;

/** Parsers and archives that work in one piece on the calling thread. */
export const documents: Library = {
  name: "document parsers", packages: ["cheerio", "jsdom", "xlsx", "js-yaml", "adm-zip", "xml-js", "fast-xml-parser"],
  docs: "https://cheerio.js.org/docs/intro",
  sinks: [
    ...methods("xlsx.", "readFile writeFile", { ...reads, cost: "A", instead: "a worker thread, or a streaming reader (`exceljs`)" }),
    ...methods("xlsx.", "read write", { ...reads, cost: "A", instead: "a worker thread, or a streaming reader (`exceljs`)" }),
    ...methods("cheerio.", "load", { ...reads, cost: "B", instead: "a worker thread for large pages, or a streaming parser (`htmlparser2`)" }),
    ...methods("js-yaml.", "load loadAll safeLoad dump", { ...reads, cost: "B", instead: "a worker thread for large documents, or JSON" }),
    ...methods("xml-js.", "xml2js xml2json js2xml", { ...reads, cost: "B", instead: "a worker thread for large documents, or a streaming parser (`saxes`)" }),
    ...methods("fast-xml-parser.XMLParser#", "parse", {
      ...reads, cost: "B", instead: "a worker thread for large documents, or a streaming parser (`saxes`)",
    }),
    ...methods("adm-zip#", "extractAllTo extractEntryTo readFile addLocalFolder addLocalFile writeZip toBuffer", {
      does: "compress", cost: "A", blocks: true, instead: "a streaming archive (`yauzl`, `archiver`)",
    }),
    ...methods("fflate.", "zipSync unzipSync gzipSync gunzipSync deflateSync inflateSync", {
      does: "compress", cost: "A", blocks: true, instead: "the callback form of `fflate`, which runs in a worker",
    }),
    ...methods("pako.", "gzip ungzip deflate inflate", { does: "compress", cost: "B", blocks: true, instead: "the asynchronous `node:zlib`" }),
    ...methods("ejs.", "compile render", { ...reads, cost: "B", instead: "a template compiled once at start-up" }),
    ...methods("handlebars.", "compile precompile", { ...reads, cost: "B", instead: "a template compiled once at start-up" }),
    ...methods("pug.", "compileFile renderFile compile render", { ...reads, cost: "B", instead: "a template compiled once at start-up" }),
  ],
};
