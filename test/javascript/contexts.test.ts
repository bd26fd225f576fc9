import { describe, expect, it } from "vitest";
import type { Reach } from "../../src/call-graph.ts";
import { places } from "./places.ts";

type Options = Parameters<typeof places>[1];

/** Where `work()` runs. */
function reach(code: string, options?: Options): Reach {
  const { places: here, node } = places(code, options);
  return here.reach(node("work()"));
}

const where = (code: string, options?: Options): string => {
  const { context, how, perRow, onLoop } = reach(code, options);
  return `${context}: ${how}${perRow ? " ×rows" : ""}${onLoop || ["startup"].includes(context) ? "" : " (off loop)"}`;
};

describe("handlers by registration", () => {
  it.each<[string, string]>([
    ["import express from 'express'; const app = express(); app.get('/users', (req, res) => { work(); });", "request: Express route GET /users"],
    ["const { Router } = require('express'); const r = Router(); r.route('/a').get(auth, h).post(h); function h() { work(); }", "request: Express route"],
    ["import { Router } from 'express'; Router().use('/api', [a, b]); function b(req) { work(); }", "request: Express route /api"],
    ["import express from 'express'; express().get('/a', wrap(async () => { work(); }));", "request: Express route GET /a"],
    ["import express from 'express'; const app = express(); app.listen(80, () => { work(); });", "startup: `listen` callback"],
    ["import fastify from 'fastify'; fastify().route({ url: '/', handler: async () => work(), preHandler: [] });", "request: Fastify route"],
    ["import Fastify from 'fastify'; Fastify().addHook('onRequest', async () => { work(); });", "request: Fastify hook `onRequest`"],
    ["import Fastify from 'fastify'; Fastify().addHook('onClose', async () => { work(); });", "startup: Fastify plugin `onClose`"],
    ["import Fastify from 'fastify'; Fastify().register(async () => { work(); });", "startup: Fastify plugin"],
    ["import Koa from 'koa'; new Koa().use(async (ctx, next) => { work(); });", "request: Koa route"],
    ["import Router from '@koa/router'; const r = new Router(); r.get('/a', (ctx) => work());", "request: Koa route GET /a"],
    ["import { Hono } from 'hono'; new Hono().get('/a', (c) => work());", "request: Hono route GET /a"],
    ["import http from 'node:http'; http.createServer((req, res) => { work(); });", "request: HTTP server"],
    ["import { createServer } from 'http'; const s = createServer(); s.on('request', () => { work(); });", "request: HTTP server event `request`"],
    ["export default (app) => { app.post('/login', (req, res) => { work(); }); };", "request: route POST /login"],
    ["export const users = procedure.input(x).query(async ({ ctx, input }) => work());", "request: query procedure"],
    ["import { Worker } from 'bullmq'; new Worker('mails', async () => { work(); });", "event: BullMQ processor `mails`"],
    ["export const run = (consumer) => consumer.run({ eachMessage: async () => { work(); } });", "event: Kafka consumer"],
    ["export const f = (e) => e.on('message', () => { work(); });", "event: `message` listener"],
    ["export const f = (s) => s.on('save', (data, callback) => { work(); callback({ ok: true }); });", "event: socket message `save`"],
    ["export const f = (child) => child.on('exit', () => { work(); });", "unknown: called by functions whose callers are unknown"],
    ["class A { get main() { work(); } } export { A };", "unknown: exported function, callers unknown"],
    ["export const f = (io) => io.on('connection', (s) => { s.on('join', () => { work(); }); });", "event: socket message `join`"],
    ["process.on('SIGTERM', () => { work(); });", "startup: `SIGTERM` listener"],
    ["setInterval(() => { work(); }, 1000);", "scheduled: interval"],
    ["import cron from 'node-cron'; cron.schedule('* * * * *', async () => { work(); });", "scheduled: cron job `* * * * *`"],
    ["import { Command } from 'commander'; new Command().action(() => { work(); });", "cli: command"],
    ["$.get('/users', (data) => { work(); });", "unknown: callers unknown"],
    ["export const f = () => client.get('/key', (err, value) => { work(); });", "unknown: called by functions whose callers are unknown"],
  ])("%s", (code, expected) => expect(where(code)).toBe(expected));
});

describe("handlers by declaration", () => {
  it.each<[string, string, string?]>([
    ["import { Controller, Get } from '@nestjs/common'; @Controller() class A { @Get('x') a() { work(); } }", "request: route GET x"],
    ["import { Resolver, ResolveField } from '@nestjs/graphql'; @Resolver() class A { @ResolveField() posts() { work(); } }", "request: GraphQL field resolver ×rows"],
    ["import { Query } from '@nestjs/graphql'; class A { @Query() users() { work(); } }", "request: GraphQL resolver"],
    ["import { Cron } from '@nestjs/schedule'; class A { @Cron('0 0 * * *') tick() { work(); } }", "scheduled: scheduled job `0 0 * * *`"],
    ["import { CanActivate } from '@nestjs/common'; class A implements CanActivate { canActivate() { work(); } }", "request: NestJS guard"],
    ["import { Injectable } from '@nestjs/common'; @Injectable() class A { onModuleInit() { work(); } }", "startup: NestJS life cycle"],
    ["import { Injectable, Scope } from '@nestjs/common'; @Injectable({ scope: Scope.REQUEST }) class A { constructor() { work(); } }", "request: constructor of a request-scoped provider"],
    ["export const resolvers = { Query: { users: () => work() } };", "request: GraphQL resolver `Query.users`"],
    ["export default { Query: {}, User: { posts(user) { work(); } } };", "request: GraphQL resolver `User.posts` ×rows"],
    ["new GraphQLObjectType({ name: 'User', fields: () => ({ posts: { resolve(user) { work(); } } }) });", "request: GraphQL resolver `User.resolve` ×rows"],
    ["new GraphQLObjectType({ name: 'Query', fields: { users: { resolve() { work(); } } } });", "request: GraphQL resolver `Query.resolve`"],
    ["builder.prismaObject('User', { fields: (t) => ({ n: t.int({ resolve: (user) => work() }) }) });", "request: GraphQL resolver `User.resolve` ×rows"],
    ["builder.queryField('me', (t) => t.field({ resolve: (root) => work() }));", "request: GraphQL resolver `Query.resolve`"],
    ["'use server'; export async function save(form) { work(); }", "request: server action"],
    ["export function Form() { async function save(form) { 'use server'; work(); } }", "request: server action"],
    ["export async function GET() { work(); }", "request: Next.js route handler GET", "src/app/api/users/route.ts"],
    ["export default function handler(req, res) { work(); }", "request: Next.js API route", "pages/api/users.ts"],
    ["export const getServerSideProps = async () => { work(); };", "request: Next.js `getServerSideProps`", "pages/index.tsx"],
    ["export async function getStaticProps() { work(); }", "build: Next.js static page", "pages/index.tsx"],
    ["export default async function Page() { work(); }", "request: Next.js server component", "app/users/page.tsx"],
    ["export const dynamic = 'force-static'; export default async function Page() { work(); }", "build: Next.js static page", "app/users/page.tsx"],
    ["export const generateStaticParams = () => []; export async function generateMetadata() { work(); }", "build: Next.js static page", "app/users/page.tsx"],
    ["'use client'; export default function Page() { work(); }", "browser: client component", "app/users/page.tsx"],
    ["export async function loader({ request }) { work(); }", "request: route loader", "app/routes/users.tsx"],
    ["export const handler = async (event) => { work(); };", "request: Lambda handler"],
    ["exports.handler = async (event) => { work(); };", "request: Lambda handler", "src/save.js"],
    ["export const command = 'x'; export const handler = (argv) => { work(); };", "cli: command"],
  ])("%s", (code, expected, filename) => expect(where(code, { filename: `/${filename ?? "src/file.ts"}` })).toBe(expected));

  it("tells that a Lambda serves one request at a time", () => {
    expect(reach("export const handler = async (event) => { work(); };").alone).toBe(true);
  });
});

describe("handlers by the shape of their parameters", () => {
  it.each([
    "exports.list = function (req, res) { db.find((err, rows) => { work(); res.json(rows); }); };",
    "export const list = async (request: Request, reply: Reply) => { work(); request.body; };",
    "module.exports = (request, response, next) => { work(); response.status(204).end(); };",
    "exports.list = function (a, b) { work(); b.json(a.body); };",
    "exports.fail = (error, req, res, next) => { work(); res.status(500); };",
    "export async function list(ctx) { work(); ctx.body = ctx.params.id; }",
    "export async function guard(ctx, next) { work(); ctx.throw(401); }",
    "class Users { list(req, res) { work(); res.send(req.query); } } export default new Users();",
    "exports.list = ({ body }, res) => { work(); res.json(body); };",
    "async function send(template, req, res) { work(); res.render(template, req.query); }",
    "export const remove = async ({ config, req }) => { work(); return config.allow(req.user, req.headers); };",
    "export async function login(req, uid) { work(); req.session.uid = uid; return req.ip; }",
  ])("%s", (code) => {
    expect(reach(code)).toMatchObject({ context: "request", confidence: "likely" });
  });

  it.each([
    "export function copy(req, res) { work(); }",
    "export function merge(a, b) { work(); return a.path + b.type; }",
    "export function parse(context) { work(); return context.state; }",
    "export const load = (error, response, body) => { work(); return body; };",
    "export const draw = (ctx) => { work(); ctx.fill(); };",
    "export const migrate = async ({ payload, req }) => { work(); await payload.find({ req }); };",
    "export const send = (request) => { work(); return fetch(request.url, request.headers); };",
    "export const find = (store, request, list) => { work(); return list.length + request.id; };",
  ])("is not %s", (code) => expect(reach(code).context).toBe("unknown"));
});

describe("contexts that travel along calls", () => {
  it("takes the heaviest, with the path", () => {
    const found = reach("import express from 'express'; const app = express(); load(); app.get('/', () => serve());\nfunction serve() {\n load(); }\nfunction load() { work(); }");
    expect(found).toMatchObject({ context: "request", onLoop: true });
    expect(found.path.map(({ name, line }) => `${name} ${line}`)).toEqual(["handler of GET / 1", "serve 1", "load 3"]);
  });

  it.each<[string, string]>([
    ["load(); function load() { work(); }", "startup: top level of the file"],
    ["load(); export function load() { work(); }", "unknown: exported function, callers unknown"],
    ["export function serve() { load(); } load(); function load() { work(); }", "unknown: called by functions whose callers are unknown"],
    ["async function main() { load(); } main(); function load() { work(); }", "startup: `main`, by its name"],
    ["export async function bootstrap() { work(); }", "startup: `bootstrap`, by its name"],
    ["import express from 'express'; express().get('/', () => { stream.on('data', () => work()); });", "request: Express route GET /"],
    ["import express from 'express'; express().get('/', () => { setTimeout(() => work(), 5); });", "request: Express route GET / (off loop)"],
    ["import express from 'express'; express().get('/', () => { async.waterfall([(next) => { work(); }], done); });", "request: Express route GET /"],
    ["import express from 'express'; express().get('/', async () => { await tx(async () => work()); });", "request: Express route GET /"],
    ["export const routes = (app) => { work(); app.get('/', handler); };", "startup: function that registers routes"],
    ["export const load = () => { work(); return api.get(`${base}/x`, options); };", "unknown: exported function, callers unknown"],
    ["export const load = () => { work(); return axios.get('/x', { timeout: 5 }); };", "unknown: exported function, callers unknown"],
  ])("%s", (code, expected) => expect(where(code)).toBe(expected));
});

describe("contexts of files", () => {
  it.each<[string, string, string?]>([
    ["src/users.test.ts", "test: test file"],
    ["tests/users.ts", "test: test file"],
    ["scripts/import.ts", "cli: script"],
    ["src/migrations/1-users.ts", "cli: migration"],
    ["prisma/seed.ts", "cli: seed script"],
    ["vite.config.ts", "build: build configuration"],
    ["src/users.ts", "cli: script with a shebang", "#!/usr/bin/env node\nfunction a() { work(); }"],
    ["src/users.ts", "browser: file that uses `document`", "export function a() { document.title = work(); }"],
    ["src/users.ts", "worker: file of a worker thread", "import { parentPort } from 'node:worker_threads'; export function a() { work(); }"],
    ["src/users.ts", "unknown: exported function, callers unknown", "export function a(document) { document.title = work(); }"],
  ])("%s: %s", (filename, expected, code = "export function a() { work(); }") => expect(where(code, { filename: `/${filename}` })).toBe(expected));

  it("lets the user's rows win", () => {
    const code = "export function a() { work(); } export class Jobs { run() { work(); } }";
    expect(where(code, { filename: "/tests/a.ts", contexts: [{ files: "tests/**", context: "unknown" }] })).toBe("unknown: exported function, callers unknown");
    expect(where(code, { filename: "/src/a.ts", contexts: [{ function: "Jobs.*", context: "worker" }] })).toBe("worker: worker code by configuration");
    expect(where(code, { filename: "/src/a.ts", contexts: [{ files: ["src/**"], context: "request" }] })).toBe("request: request code by configuration");
  });
});
