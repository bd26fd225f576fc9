import type { Context } from "../context.ts";

/** Exports that a framework calls, by the place of the file and the name of the export. */
export interface ExportRow {
  /** Globs relative to the project root. */
  files: readonly string[];
  /** Names of exports; `*` is any. */
  exports: readonly string[];
  context: Context;
  how: string;
  /** The row holds only without this directive: the file runs in the browser with it. */
  unless?: "use client";
  alone?: true;
  /** One of these packages stands in the manifest, or there is no manifest. */
  packages?: readonly string[];
}

const script = "{js,jsx,ts,tsx,mjs,mts}";
const httpVerbs = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"] as const;

export const exportRows: readonly ExportRow[] = [
  // https://nextjs.org/docs/app/api-reference/file-conventions
  { files: [`**/app/**/route.${script}`], exports: httpVerbs, context: "request", how: "Next.js route handler" },
  { files: [`**/pages/api/**/*.${script}`], exports: ["default"], context: "request", how: "Next.js API route" },
  { files: [`**/pages/**/*.${script}`], exports: ["getServerSideProps"], context: "request", how: "Next.js `getServerSideProps`" },
  { files: [`**/pages/**/*.${script}`], exports: ["getStaticProps", "getStaticPaths"], context: "build", how: "Next.js static page" },
  { files: [`**/app/**/*.${script}`], exports: ["generateStaticParams"], context: "build", how: "Next.js static page" },
  { files: [`{src/,}{middleware,proxy}.${script}`, `{apps,packages}/*/{src/,}{middleware,proxy}.${script}`], exports: ["middleware", "proxy", "default"], context: "request", how: "Next.js middleware", packages: ["next"] },
  { files: [`**/app/**/{page,layout,template,default}.${script}`], exports: ["default", "generateMetadata"], context: "request", how: "Next.js server component", unless: "use client" },
  // https://reactrouter.com/start/framework/route-module
  { files: [`**/app/routes/**/*.${script}`, `**/app/routes.${script}`, `**/app/root.${script}`], exports: ["loader", "action", "headers"], context: "request", how: "route loader" },
  // https://svelte.dev/docs/kit/routing
  { files: [`**/routes/**/+server.${script}`], exports: [...httpVerbs, "fallback"], context: "request", how: "SvelteKit endpoint" },
  { files: [`**/routes/**/+{page,layout}.server.${script}`], exports: ["load", "actions", "actions.*"], context: "request", how: "SvelteKit loader" },
  { files: [`**/hooks.server.${script}`], exports: ["handle", "handleFetch", "handleError"], context: "request", how: "SvelteKit hook" },
  // https://docs.astro.build/en/guides/endpoints/
  { files: [`**/src/pages/**/*.${script}`], exports: [...httpVerbs, "ALL"], context: "request", how: "endpoint", packages: ["astro"] },
  // https://nuxt.com/docs/guide/directory-structure/server
  { files: [`**/server/{api,routes,middleware}/**/*.${script}`], exports: ["default"], context: "request", how: "Nuxt server route", packages: ["nuxt", "nitropack", "nitro"] },
  // Netlify, Vercel
  { files: [`netlify/functions/**/*.${script}`, `functions/**/*.${script}`], exports: ["handler", "default"], context: "request", how: "Netlify function", alone: true, packages: ["@netlify/functions"] },
  { files: [`api/**/*.${script}`], exports: ["default", ...httpVerbs], context: "request", how: "Vercel function", alone: true, packages: ["@vercel/node", "@vercel/functions", "vercel"] },
  // https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html
  { files: ["**/*"], exports: ["handler", "lambdaHandler"], context: "request", how: "Lambda handler", alone: true },
];

/** Marks of a Next.js page or route that is made while building. */
export const staticPage = { exports: "generateStaticParams", text: /\bexport\s+const\s+dynamic\s*=\s*["']force-static["']/ } as const;

/** Names of functions that start a program. They only ever make a finding less. */
export const startupNames = /^(?:main|bootstrap|start|startServer|createServer|createApp|buildApp|init|initialize|setup)$|^(?:_?init|_?initialize|setup|bootstrap|configure)[A-Z_]|(?:At|On)(?:Boot|Startup|Start)$/;

/** Modules and names whose import means that the file runs in a worker thread or child process of its own. */
export const workerImports: ReadonlyMap<string, readonly string[]> = new Map([
  ["worker_threads", ["parentPort", "workerData"]],
  ["workerpool", ["worker"]],
]);

/** Stands in the wrapper of libraries that load in a page, with a loader and in Node alike. */
export const anyLoader = "define.amd";

/** Globals of a browser page. */
export const pageGlobals: readonly string[] = ["document", "window", "localStorage", "sessionStorage", "navigator", "customElements"];

/** Packages that draw pages: their components go over what a person looks at. */
export const pagePackages: ReadonlySet<string> = new Set([
  "react", "react-dom", "react-native", "preact", "vue", "svelte", "solid-js", "lit", "@angular/core", "@angular/common", "@angular/router", "@angular/forms",
]);

/** Packages that work in Node and Electron only, and that nobody needs just to build pages. */
export const nodePackages: readonly string[] = [
  "sqlite3", "better-sqlite3", "electron", "node-notifier", "node-persist", "node-pty", "serialport", "usb", "keytar", "leveldown", "classic-level", "level",
];

/** Names of the arguments of a request handler by what frameworks call them, and the members that give them away. */
export const requestShape = {
  request: /^_?(?:req|request|rq)$/i,
  response: /^_?(?:res|resp|response|reply|rep)$/i,
  both: /^_?(?:ctx|context|c|koaCtx|koaContext)$/i,
  /** Type annotations, by their last name. */
  requestTypes: /^(?:Request|IncomingMessage|FastifyRequest|NextApiRequest|NextRequest|AuthenticatedRequest|VercelRequest|ExpressRequest|.+Request)$/,
  responseTypes: /^(?:Response|ServerResponse|FastifyReply|NextApiResponse|VercelResponse|ExpressResponse|.+Response)$/,
  requestMembers: new Set([
    "body", "params", "query", "headers", "cookies", "session", "ip", "path", "url", "originalUrl", "method", "file", "files", "user", "get", "header", "app", "hostname", "protocol", "is", "accepts", "isAuthenticated",
    "baseUrl", "xhr", "flash", "socket", "on", "uid", "i18n", "t",
  ]),
  responseMembers: new Set([
    "send", "json", "status", "end", "redirect", "render", "sendStatus", "sendFile", "set", "setHeader", "writeHead", "write", "type", "cookie", "clearCookie", "format", "download", "locals", "code", "header", "jsonp",
    "statusCode", "on", "headersSent",
  ]),
  /** Members that only a server's request has. */
  incomingMembers: new Set(["session", "originalUrl", "cookies", "signedCookies", "ip", "ips", "user", "baseUrl", "xhr", "flash", "isAuthenticated", "hostname", "loggedIn", "uid"]),
  /** Members of a context that serves as both. */
  contextMembers: new Set(["body", "request", "response", "params", "query", "status", "throw", "cookies", "state", "session", "req", "res", "set", "get", "redirect", "render", "json", "text", "html", "header"]),
  /** One of these makes it sure enough. */
  contextProof: new Set(["body", "request", "req", "params", "query", "json", "throw", "render", "redirect"]),
} as const;

/** Keys of a GraphQL resolver map whose fields run once per request. */
export const rootTypes: ReadonlySet<string> = new Set(["Query", "Mutation", "Subscription"]);

/** Calls that define a GraphQL type in code, by the last name of the callee; `root`: its fields run once per request. */
export const typeBuilders: ReadonlyMap<string, "root" | "named"> = new Map<string, "root" | "named">([
  ["GraphQLObjectType", "named"], ["objectType", "named"], ["extendType", "named"], ["objectField", "named"], ["objectFields", "named"], ["objectRef", "named"],
  ["prismaObject", "named"], ["prismaNode", "named"], ["prismaObjectField", "named"], ["prismaObjectFields", "named"], ["drizzleObject", "named"], ["simpleObject", "named"], ["interfaceType", "named"],
  ["queryType", "root"], ["mutationType", "root"], ["subscriptionType", "root"], ["queryField", "root"], ["queryFields", "root"], ["mutationField", "root"], ["mutationFields", "root"], ["subscriptionField", "root"],
]);

/** Packages whose presence in the manifest makes the project a service. */
export const serverPackages: readonly string[] = [
  "express", "fastify", "koa", "hono", "@hono/node-server", "@nestjs/core", "@nestjs/common", "next", "nuxt", "@hapi/hapi", "restify", "polka", "connect", "micro", "socket.io", "ws", "bullmq", "bull", "kafkajs",
  "@apollo/server", "apollo-server", "apollo-server-express", "graphql-yoga", "@trpc/server", "@orpc/server", "@sveltejs/kit", "@remix-run/node", "@remix-run/server-runtime", "@react-router/node", "elysia", "h3", "nitropack",
  "@feathersjs/feathers", "@adonisjs/core", "sails", "meteor-node-stubs", "moleculer", "loopback", "@loopback/rest", "egg", "@eggjs/tegg", "@midwayjs/core", "discord.js", "telegraf", "@aws-lambda-powertools/logger", "aws-lambda", "@types/aws-lambda",
];
