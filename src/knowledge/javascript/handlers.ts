import type { Context } from "../context.ts";

/** Calls that take functions and decide where those run from then on. Names as `origin()` spells them. */
export interface Registration {
  /** What the method is called on: `express()`, `hono.Hono#`; or, without `methods`, the called function itself. */
  on: readonly string[];
  methods?: readonly string[];
  context: Context;
  /** In plain words: "Express route". Where the first argument is a string, it follows. */
  how: string;
  /** Names of the options that hold functions, in an object argument. Functions among the arguments count in any case. */
  keys?: readonly string[];
  /** All functions of an object argument count, whatever their names. */
  anyKey?: true;
  /** First arguments for which the row does not hold. */
  except?: readonly string[];
  /** One request at a time per process: blocking it delays nobody else. */
  alone?: true;
}

const verbs = ["get", "post", "put", "patch", "delete", "del", "options", "head", "all"] as const;

/** Methods that register a route on a router of any library, with a path as first argument. */
export const routeMethods: ReadonlySet<string> = new Set([...verbs, "use", "route", "search"]);

export const registrations: readonly Registration[] = [
  // https://expressjs.com/en/4x/api.html
  {
    on: [
      "express()", "express.Router()", "express.Router#", "express.IRouter#", "express.Express#", "express.Application#", "express-promise-router()", "polka()", "connect()",
      "restify.createServer()", "router()", "express.application", "@feathersjs/express()",
    ],
    methods: [...verbs, "use", "param", "pre"], context: "request", how: "Express route",
  },
  // https://fastify.dev/docs/latest/Reference/Server/
  {
    on: ["fastify()", "fastify.fastify()", "fastify.Fastify()", "fastify.FastifyInstance#"],
    methods: [...verbs, "route", "setErrorHandler", "setNotFoundHandler", "addContentTypeParser"],
    keys: ["handler", "preHandler", "onRequest", "preParsing", "preValidation", "preSerialization", "onSend", "onResponse", "onError", "onTimeout", "errorHandler", "wsHandler"],
    context: "request", how: "Fastify route",
  },
  {
    on: ["fastify()", "fastify.fastify()", "fastify.Fastify()", "fastify.FastifyInstance#"],
    methods: ["addHook"], except: ["onReady", "onListen", "onClose", "preClose", "onRegister", "onRoute"], context: "request", how: "Fastify hook",
  },
  {
    on: ["fastify()", "fastify.fastify()", "fastify.Fastify()", "fastify.FastifyInstance#"],
    methods: ["register", "after", "ready", "addHook"], context: "startup", how: "Fastify plugin",
  },
  // https://koajs.com, https://github.com/koajs/router
  {
    on: ["koa#", "koa()", "@koa/router#", "@koa/router()", "koa-router#", "koa-router()", "@koa/router.Router#", "koa-joi-router()", "koa-joi-router#"],
    methods: [...verbs, "use", "param", "register"], context: "request", how: "Koa route",
  },
  // https://hono.dev/docs/api/routing
  {
    on: ["hono.Hono#", "hono/quick.Hono#", "hono/tiny.Hono#", "@hono/zod-openapi.OpenAPIHono#"],
    methods: [...verbs, "use", "on", "openapi", "notFound", "onError"], context: "request", how: "Hono route",
  },
  // https://hapi.dev/api
  {
    on: ["@hapi/hapi.server()", "@hapi/hapi.Server#", "@hapi/hapi.Server()", "hapi.server()", "hapi.Server#"],
    methods: ["route", "ext"], keys: ["handler", "method"], context: "request", how: "hapi route",
  },
  { on: ["elysia.Elysia#", "elysia#"], methods: [...verbs, "onRequest", "onBeforeHandle", "derive", "resolve"], context: "request", how: "Elysia route" },
  { on: ["itty-router.Router()", "itty-router.AutoRouter()", "find-my-way()"], methods: [...verbs, "on"], context: "request", how: "route" },
  // https://nodejs.org/api/http.html
  { on: ["http.createServer", "https.createServer", "http2.createServer", "http2.createSecureServer", "http.Server", "https.Server"], context: "request", how: "HTTP server" },
  {
    on: ["http.createServer()", "https.createServer()", "http2.createServer()", "http2.createSecureServer()", "http.Server#", "https.Server#"],
    methods: ["on"], except: ["listening", "error", "close"], context: "request", how: "HTTP server event",
  },
  { on: ["Bun.serve", "Deno.serve", "std/http.serve"], keys: ["fetch"], context: "request", how: "HTTP server" },
  { on: ["h3.defineEventHandler", "h3.eventHandler", "defineEventHandler", "h3.defineCachedEventHandler", "defineCachedEventHandler"], context: "request", how: "event handler" },
  { on: ["micro", "micro.serve", "@vercel/node"], context: "request", how: "HTTP handler" },
  { on: ["@azure/functions.app"], methods: ["http", "get", "post", "put", "patch", "deleteRequest"], keys: ["handler"], context: "request", how: "Azure function", alone: true },
  { on: ["firebase-functions.https", "firebase-functions/v2/https", "firebase-functions/https"], methods: ["onRequest", "onCall"], context: "request", how: "Cloud function", alone: true },
  { on: ["@google-cloud/functions-framework"], methods: ["http", "cloudEvent"], context: "request", how: "Cloud function", alone: true },
  { on: ["meteor/meteor.Meteor", "Meteor"], methods: ["methods", "publish", "publishComposite"], context: "request", how: "Meteor method", anyKey: true },
  { on: ["next-connect()", "next-connect.createRouter()"], methods: [...verbs, "use"], context: "request", how: "API route" },

  // Sockets, queues and streams of messages.
  { on: ["bullmq.Worker", "bull.Worker"], context: "event", how: "BullMQ processor" },
  { on: ["bull()", "bull#", "bee-queue#", "bee-queue()", "kue.createQueue()"], methods: ["process"], context: "event", how: "queue processor" },
  { on: ["agenda#", "agenda.Agenda#", "agenda()"], methods: ["define"], context: "event", how: "Agenda job" },
  { on: ["sqs-consumer.Consumer.create"], keys: ["handleMessage", "handleMessageBatch"], context: "event", how: "queue consumer" },
  { on: ["graphile-worker.run", "graphile-worker.runOnce"], keys: ["taskList"], context: "event", how: "queue worker" },

  // Timers.
  { on: ["setInterval", "timers.setInterval"], context: "scheduled", how: "interval" },
  { on: ["node-cron"], methods: ["schedule"], context: "scheduled", how: "cron job" },
  { on: ["node-schedule"], methods: ["scheduleJob"], context: "scheduled", how: "scheduled job" },
  { on: ["cron.CronJob", "croner.Cron", "croner"], keys: ["onTick"], context: "scheduled", how: "cron job" },
  { on: ["cron.CronJob"], methods: ["from"], keys: ["onTick"], context: "scheduled", how: "cron job" },
  { on: ["toad-scheduler.AsyncTask", "toad-scheduler.Task"], context: "scheduled", how: "scheduled task" },

  // Command lines.
  { on: ["commander.Command#", "commander", "commander.program", "commander.createCommand()", "cac()", "sade()"], methods: ["action", "hook"], context: "cli", how: "command" },
  { on: ["yargs()", "yargs"], methods: ["command"], keys: ["handler"], context: "cli", how: "command" },

  // Worker threads and processes.
  { on: ["worker_threads.parentPort"], methods: ["on", "once"], context: "worker", how: "worker thread" },

  // Tests, also outside of test folders.
  { on: ["vitest", "@jest/globals", "mocha", "node:test", "test"], methods: ["test", "it", "describe", "before", "after", "beforeEach", "afterEach", "beforeAll", "afterAll", "suite"], context: "test", how: "test" },
];

/** Options that hold a handler in whichever call they stand: names that one kind of library has. */
export const handlerKeys: ReadonlyMap<string, { context: Context; how: string }> = new Map([
  ["eachMessage", { context: "event", how: "Kafka consumer" }],
  ["eachBatch", { context: "event", how: "Kafka consumer" }],
  ["handleMessage", { context: "event", how: "queue consumer" }],
]);

/** Methods that add a listener, on whatever emitter: the first argument is the event, the function comes after it. */
export const listenerMethods: ReadonlySet<string> = new Set([
  "on", "once", "addListener", "prependListener", "addEventListener", "subscribe", "psubscribe", "consume", "onMessage", "handle",
]);

/** Events of streams and child processes: their listeners belong to the work that opened them. */
export const streamEvents: ReadonlySet<string> = new Set([
  "data", "end", "error", "close", "finish", "readable", "drain", "response", "abort", "aborted", "entry", "line", "pipe", "unpipe", "prefinish", "exit", "start", "progress",
  "file", "field", "limit", "complete", "done", "warning", "stderr",
]);

/** Events that come once in the life of a process, on whatever emits them. */
export const lifeEvents: ReadonlySet<string> = new Set(["listening", "ready", "open"]);

/** Calls that run a function later, when the caller is done. */
export const deferring: ReadonlySet<string> = new Set([
  "setTimeout", "setImmediate", "queueMicrotask", "process.nextTick", "timers.setTimeout", "timers.setImmediate", "requestIdleCallback", "requestAnimationFrame",
]);

/** Calls whose function runs once, whoever calls the result how often. */
export const onceWrappers: ReadonlySet<string> = new Set(["once", "memoize", "memoizee", "memo", "memoizeOne", "lazy", "cached", "cache", "pMemoize", "useMemo", "shareReplay", "singleton"]);

/** Decorators of methods, and of classes where `method` is given. */
export interface DecoratorRow {
  from: readonly string[];
  names: readonly string[];
  context: Context;
  how: string;
  perRow?: true;
}

export const decorators: readonly DecoratorRow[] = [
  {
    from: ["@nestjs/common", "routing-controllers", "@tsed/schema", "@tsed/common", "tsoa", "@loopback/rest", "@midwayjs/core", "@midwayjs/decorator"],
    names: ["Get", "Post", "Put", "Patch", "Delete", "Head", "Options", "All", "Search", "Sse", "get", "post", "put", "patch", "del"],
    context: "request", how: "route",
  },
  { from: ["@nestjs/graphql", "type-graphql"], names: ["Query", "Mutation", "Subscription", "ResolveReference"], context: "request", how: "GraphQL resolver" },
  { from: ["@nestjs/graphql", "type-graphql"], names: ["ResolveField", "ResolveProperty", "FieldResolver"], context: "request", how: "GraphQL field resolver", perRow: true },
  { from: ["@nestjs/microservices"], names: ["MessagePattern", "GrpcMethod", "GrpcStreamMethod", "GrpcStreamCall"], context: "request", how: "message handler" },
  { from: ["@nestjs/microservices", "@nestjs/event-emitter"], names: ["EventPattern", "OnEvent"], context: "event", how: "event handler" },
  { from: ["@nestjs/websockets"], names: ["SubscribeMessage"], context: "event", how: "socket message" },
  { from: ["@nestjs/bull", "@nestjs/bullmq"], names: ["Process", "OnWorkerEvent", "OnQueueEvent", "OnQueueCompleted", "OnQueueFailed"], context: "event", how: "queue processor" },
  { from: ["@golevelup/nestjs-rabbitmq"], names: ["RabbitSubscribe", "RabbitRPC"], context: "event", how: "queue consumer" },
  { from: ["@nestjs/schedule"], names: ["Cron", "Interval"], context: "scheduled", how: "scheduled job" },
  { from: ["@nestjs/schedule"], names: ["Timeout"], context: "startup", how: "one-time job" },
];

/** Methods that a framework calls on classes with an interface, a base class or a decorator. */
export interface ClassRow {
  /** `implements`, `extends` or decorator of the class, as `origin()` spells it. */
  type: readonly string[];
  methods: readonly string[];
  context: Context;
  how: string;
}

export const classMethods: readonly ClassRow[] = [
  { type: ["@nestjs/common.CanActivate"], methods: ["canActivate"], context: "request", how: "NestJS guard" },
  { type: ["@nestjs/common.NestInterceptor"], methods: ["intercept"], context: "request", how: "NestJS interceptor" },
  { type: ["@nestjs/common.PipeTransform"], methods: ["transform"], context: "request", how: "NestJS pipe" },
  { type: ["@nestjs/common.NestMiddleware"], methods: ["use"], context: "request", how: "NestJS middleware" },
  { type: ["@nestjs/common.ExceptionFilter", "@nestjs/core.BaseExceptionFilter"], methods: ["catch"], context: "request", how: "NestJS exception filter" },
  { type: ["@nestjs/passport.PassportStrategy()"], methods: ["validate"], context: "request", how: "Passport strategy" },
  { type: ["@nestjs/websockets.OnGatewayConnection", "@nestjs/websockets.OnGatewayDisconnect"], methods: ["handleConnection", "handleDisconnect"], context: "event", how: "socket connection" },
  { type: ["@nestjs/bullmq.WorkerHost"], methods: ["process"], context: "event", how: "BullMQ processor" },
  { type: ["nest-commander.CommandRunner"], methods: ["run"], context: "cli", how: "command" },
  {
    type: ["@nestjs/common.OnModuleInit", "@nestjs/common.OnApplicationBootstrap", "@nestjs/common.Injectable()", "@nestjs/common.Module()", "@nestjs/common.Controller()"],
    methods: ["onModuleInit", "onApplicationBootstrap", "onModuleDestroy", "onApplicationShutdown", "beforeApplicationShutdown"], context: "startup", how: "NestJS life cycle",
  },
];
