/** Where services say how large a request body may be, and which files are small by nature. */

/** A registration that takes a limit for parsed bodies, and the option that holds it. */
export interface BodyLimit {
  /** Resolved name of the callee. */
  call: string;
  /** Names of options from the outside in. */
  option: readonly string[];
}

/** https://expressjs.com/en/resources/middleware/body-parser.html, https://fastify.dev/docs/latest/Reference/Server/#bodylimit, https://github.com/koajs/bodyparser */
export const bodyLimits: readonly BodyLimit[] = [
  ...["express.json", "body-parser.json", "body-parser"].map((call) => ({ call, option: ["limit"] })),
  { call: "fastify", option: ["bodyLimit"] },
  ...["koa-bodyparser", "@koa/bodyparser.bodyParser", "koa-body", "koa-body.koaBody"].map((call) => ({ call, option: ["jsonLimit"] })),
];

/** Words in the path of a file that is written by hand and therefore small. */
export const smallFileWords =
  /package\.json|tsconfig|jsconfig|manifest|locales?\b|i18n|lang|translation|config|settings|schema|version|meta|credential|secret|token|preferences|composer|lock\b|presets?\b|fixtures?\b|keystore|process\.env\.|\.(?:mdx?|env|pem|pfx|p12)\b/i;

/** Words for texts that other limits keep small: cookies, tokens, headers, environment, messages of a broker. */
export const smallTextWords = /cookie|token|jwt|header|env|localStorage|sessionStorage|config|settings|cursor|payload|claims/i;

/** Methods of routers that take middleware, behind a path or for all. */
export const mounting: ReadonlySet<string> = new Set(["use", "all", "post", "put", "patch", "delete", "route"]);

/** Methods that say which routes a middleware is for, after it. */
export const routeEnds: ReadonlySet<string> = new Set(["forRoutes"]);

/** Routers that hang behind a path of an application, as `origin()` spells them. */
export const routers = /(?:^|\.)Router(?:\(\)|#)?$/;

/** Names of files that a build or release writes: one line, or the manifest. */
export const stampFiles = /^(?:package\.json|[A-Z][A-Z\d_]*|\.?(?:version|commit|sha|hash|revision|release|build|build-?(?:id|date|info|time)|stamp|tag)(?:\.txt)?)$/;

/** Folders beside the code whose files people write. */
export const shippedFolders = /^(?:assets?|locales?|i18n|templates?|views|resources|schemas?)$/i;
/** Constants that name such a folder: `UI_DIST_PATH`. A name lowers the confidence, it proves nothing. */
export const shippedConstants = /(?:^|_)(?:DIST|ASSETS?|TEMPLATES?|PACKAGE|BUILT_?INS?|RESOURCES|VIEWS)(?:_|$)/;

/** Endings of documents, which are as long as somebody made them. */
export const documentFiles = /\.(?:pdf|zip|csv|xlsx?|docx?|png|jpe?g|gif|webp|mp[34]|wav|webm)\b/i;

/** Where parsers of forms say that an uploaded file lies: formidable, express-fileupload. */
export const uploadPaths: ReadonlySet<string> = new Set(["filepath", "tempFilePath"]);
/** Objects whose `path` is that of an upload: multer's `req.file` and `req.files`. */
export const uploadHolders = /(?:^|[.\]])(?:req|request|ctx|files?|upload(?:ed(?:File)?)?)(?:\.files?)?(?:\[|$)/i;
