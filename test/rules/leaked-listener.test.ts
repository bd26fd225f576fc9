import rule from "../../src/rules/leaked-listener.ts";
import { testJavaScriptRule } from "../rule-tester.ts";

const app = 'import express from "express";\nimport { EventEmitter } from "node:events";\nconst app = express();\nconst bus = new EventEmitter();\n';
const js = (name: string, code: string, filename = "src/listen.ts"): { name: string; code: string; filename: string } => ({ name, code, filename });
const all = { settings: { confidence: "possible" as const } };

testJavaScriptRule("leaked-listener", rule, {
  valid: [
    js("once", `${app}app.get("/", (req, res) => { bus.once("ready", () => res.end()); });`),
    js("in what opens, once, by a member's name", `${app}bus.on(Events.Open, () => { other.on("data", () => log()); });\nconst other = new EventEmitter();`),
    js("in what puts a page together, however it is reached", `function initKnob() { window.addEventListener("touchend", () => stop()); }\ndocument.getElementById("login").addEventListener("submit", () => initKnob());`, "src/page.js"),
    js("the option once", 'import express from "express";\nexpress().get("/", (req, res) => { document.addEventListener("x", () => res.end(), { once: true }); });'),
    js("a signal of the same call", `${app}app.get("/", (req, res) => {
  const gone = new AbortController();
  res.on("close", () => gone.abort());
  target.addEventListener("x", () => res.end(), { signal: gone.signal });
});
const target = new EventTarget();`),
    js("the request itself", `${app}app.post("/", (req, res) => { req.on("data", (part) => res.write(part)); res.on("close", () => log()); });`),
    js("an emitter of the same call", `${app}app.get("/", (req, res) => { const own = new EventEmitter(); own.on("x", () => res.end()); run(own); });`),
    js("a child process", `${app}import { spawn } from "node:child_process";\napp.get("/", (req, res) => { const child = spawn("ls"); child.on("exit", () => res.end()); });`),
    js("once a client has connected, on the way through a helper", `import { io } from "socket.io-client";
const shared = new EventTarget();
export function open(url) {
  const socket = io(url);
  socket.once("connect", () => watch(socket));
}
function watch(socket) { shared.addEventListener("status", () => socket.close()); }`, "src/client.ts"),
    js("the worker of an update", `export function watch(registration, done) {
  registration.addEventListener("updatefound", () => { registration.installing.addEventListener("statechange", () => done()); });
}`, "src/update.ts"),
    js("once a handshake is done", `import tls from "node:tls";
export class Client {
  open = () => {
    const socket = tls.connect({ host: "a" });
    socket.on("secureConnect", () => { socket.on("data", (part) => use(part)); });
  };
}`),
    js("the socket of its connection", 'import { Server } from "socket.io";\nconst io = new Server();\nio.on("connection", (socket) => { socket.on("chat", (text) => io.emit("chat", text)); });'),
    js("at the top level", `${app}bus.on("x", () => log());\nprocess.on("SIGTERM", () => app.close());`),
    js("in main", `${app}async function main() { process.on("SIGTERM", () => app.close()); bus.on("x", () => log(app)); }\nmain();`),
    js("removed in the same handler", `${app}app.get("/", (req, res) => { const send = (x) => res.write(x); bus.on("x", send); req.on("close", () => bus.off("x", send)); });`),
    js("removed in finally", `${app}app.get("/", async (req, res) => { const send = (x) => res.write(x); bus.on("x", send); try { await work(); } finally { bus.removeListener("x", send); } });`),
    js("removed through another name of the emitter", `${app}app.get("/", (req, res) => { const send = (x) => res.write(x); bus.on("x", send); cleanup(bus, send); });\nfunction cleanup(emitter, send) { emitter.off("x", send); }`),
    js("all listeners removed", `${app}app.get("/", (req, res) => { bus.removeAllListeners("x"); bus.on("x", () => res.end()); });`),
    js("a disposer that is kept", `${app}const store = make();\napp.get("/", (req, res) => { const stop = store.subscribe(() => res.write("x")); req.on("close", stop); });`),
    js("a subscription that is collected", "import { store } from './store';\nexport class View { mounted() { this.subs.push(store.subscribe(() => this.draw())); } }"),
    js("an effect that cleans up", "import { useEffect } from 'react';\nexport function Size() {\n  useEffect(() => {\n    const onResize = () => draw();\n    window.addEventListener('resize', onResize);\n    return () => window.removeEventListener('resize', onResize);\n  }, []);\n}"),
    js("an effect that returns its disposer", "import { useEffect } from 'react';\nimport bus from './bus';\nexport function Size() { useEffect(() => bus.on('x', () => draw()), []); }"),
    js("a component that cleans up", "export default {\n  mounted() { window.addEventListener('resize', this.draw); },\n  beforeDestroy() { window.removeEventListener('resize', this.draw); },\n};"),
    js("a function expression that removes itself by its own name", "export class Login {\n  componentDidMount() {\n    window.addEventListener('message', async function handler(e) {\n      if (e.origin !== location.origin) return;\n      window.removeEventListener('message', handler);\n      await login(e.data);\n    });\n  }\n}"),
    js("in a listener that removes itself first", "let channel;\nexport function open(frame) {\n  const ready = (event) => {\n    if (event.source !== frame) return;\n    window.removeEventListener('message', ready);\n    window.addEventListener('message', (next) => channel.take(next));\n  };\n  window.addEventListener('message', ready);\n}"),
    js("removed at the end of a chain of removals", `${app}app.get("/", (req, res) => { bus.off("y", done).off("x"); bus.on("x", () => res.end()); });\nconst done = () => log();`),
    js("the worker that each update brings", "navigator.serviceWorker.register('/sw.js').then((registration) => {\n  registration.addEventListener('updatefound', () => {\n    const worker = registration.installing;\n    worker.addEventListener('statechange', () => show(worker.state));\n  });\n});"),
    js("a subscription of somebody by his name", `${app}import { follow } from "./follow";\napp.post("/", (req, res) => { join(req.body.id, req.body.user); res.end(); });\nasync function join(topic: string, user: string) { await follow.subscribe(topic, user); }`),
    js("removed by the name that it is given where it is added", "export function start(device) {\n  let failed;\n  return new Promise((resolve, reject) => { device.on('error', failed = reject); device.start(resolve); }).finally(() => { device.removeListener('error', failed); });\n}"),
    js("takeUntil", "import { store } from './store';\nexport class View { ngOnInit() { store.changes.pipe(takeUntil(this.gone)).subscribe(() => this.draw()); } }"),
    js("added the first time only", `${app}let added = false;\napp.get("/", (req, res) => { if (!added) { added = true; bus.on("x", () => log()); } res.end(); });`),
    js("a flag among other conditions", "let bound = false;\nexport function Size() {\n  useEffect(() => {\n    if (bound || typeof window === 'undefined') return;\n    bound = true;\n    window.addEventListener('resize', () => draw());\n  });\n}"),
    js("tried again before anything is added", "export function start() {\n  if (!document.body) {\n    setTimeout(() => start(), 10);\n    return;\n  }\n  document.addEventListener('keydown', () => draw());\n}"),
    js("a promise about something of its own", "import { spawn } from 'node:child_process';\nexport function run(name) {\n  const child = spawn(name);\n  return new Promise((resolve, reject) => { child.on('error', (error) => reject(error)); child.on('exit', (code) => resolve(code)); });\n}"),
    js("an answer to subscribe", "import mqtt from 'mqtt';\nconst client = mqtt.connect(url);\nclient.on('connect', () => { client.subscribe('topic', () => log('subscribed')); });"),
    js("signals of the process, once per master", "process.on('message', (m) => { if (m === 'start') begin(m); });\nfunction begin(m) { process.on('SIGTERM', () => end(m)); }"),
    js("an object that listens to itself", `${app}class Queue extends EventEmitter { constructor() { super(); this.on("push", () => this.run()); } }\napp.get("/", (req, res) => { new Queue(); });`),
    js("a component that a page has once", "export class App extends Component { componentDidMount() { window.addEventListener('resize', () => this.draw()); } }"),
    js("an emitter that the caller hands in", "export function follow(stream, done) { stream.on('end', () => done()); stream.on('data', (part) => take(part)); }"),
    js("a client that has connected", "import net from 'node:net';\nimport { bus } from './bus';\nexport function follow(port) { const own = net.connect(port); own.on('connect', () => { bus.on('x', () => own.write('x')); }); }"),
    js("standard input, read once", "export const read = () => new Promise((resolve) => { let text = ''; process.stdin.on('data', (part) => { text += part; }); process.stdin.on('end', () => resolve(text)); });"),
    js("a stream that an object is given", "export class Signer {\n  constructor(input, output) { this.input = input; this.input.on('error', (error) => output.emit('error', error)); }\n  cleanup() {}\n}"),
    js("a mutation observer on an own element", "Template.login.onRendered(function () { const form = this.find('form'); const seen = new MutationObserver(() => draw()); seen.observe(form, { childList: true }); });"),
    js("asks for the count", `${app}app.get("/", (req, res) => { if (bus.listenerCount("x") === 0) bus.on("x", () => log()); res.end(); });`),
    js("the same function on an EventTarget", "export function Size() { useEffect(() => { window.addEventListener('resize', onResize); }, []); }\nfunction onResize() { draw(); }"),
    js("an emitter that is replaced", `let ws;\nexport function connect() { ws = new WebSocket(url); ws.addEventListener("close", () => setTimeout(connect, 1000)); }`),
    js("a member that is replaced", "export class Client {\n  connect() { this.ws = new WebSocket(this.url); this.ws.on('message', (m) => this.take(m)); this.ws.on('close', () => this.connect()); }\n}"),
    js("a query builder", "import knex from 'knex';\nimport express from 'express';\nconst db = knex({});\nexpress().get('/', (req, res) => db('a').join('b', function () { this.on('a.x', '=', 'b.x'); }).then((x) => res.json(x)));"),
    js("when the page is ready", "document.addEventListener('DOMContentLoaded', () => { window.addEventListener('resize', () => draw()); });"),
    js("a test", `${app}app.get("/", (req, res) => { bus.on("x", () => res.end()); });`, "test/bus.test.ts"),
    js("what the maker of an object hands to it", "import { Server } from 'socket.io';\nimport { EventEmitter } from 'node:events';\nconst shared = new EventEmitter();\nconst io = new Server();\nio.on('connection', (socket) => { const client = new Client(socket, shared); client.listen(); });\nclass Client {\n  constructor(socket, bus) { this.socket = socket; this.bus = bus; }\n  listen() {\n    this.socket.on('text', (text) => this.say(text));\n  }\n}\n"),
    js("a parameter property, handed over by another file", `${app}app.get("/", (req, res) => { const tab = new Tab(res.locals.transport); tab.open(); });\nclass Tab { constructor(private transport: Transport) {}\n open() { this.transport.on("x", () => this.draw()); } }`),
    js("a singleton", "import { Injectable } from '@nestjs/common';\nimport { bus } from './bus';\n@Injectable()\nexport class Mailer { constructor() { bus.on('order', () => this.send()); }\n dispose() {} }"),
    js("a class made once", "import { bus } from './bus';\nclass Mailer { constructor() { bus.on('order', () => this.send()); }\n dispose() {} }\nexport const mailer = new Mailer();"),
    js("removed by an API of its own", "import { bus } from './bus';\nexport function watch(handler) { bus.on('x', handler); }\nexport function unwatch(fn) { bus.off('x', fn); }"),
    js("an abort listener that is removed", "export const sleep = (ms, signal) => new Promise((resolve, reject) => {\n  const stop = () => { clearTimeout(timer); reject(signal.reason); };\n  const timer = setTimeout(() => { signal.removeEventListener('abort', stop); resolve(); }, ms);\n  signal.addEventListener('abort', stop);\n});"),
    js("the signal of an own controller", "export const load = (url) => new Promise((resolve, reject) => {\n  const controller = new AbortController();\n  controller.signal.addEventListener('abort', () => reject(new Error('late')));\n  setTimeout(() => controller.abort(), 1000);\n  fetch(url, { signal: controller.signal }).then(resolve);\n});"),
    js("the signal of a controller that is handed over", "export const speak = (text, abortController) => new Promise((resolve, reject) => {\n  abortController.signal.addEventListener('abort', () => reject(new Error('stopped')));\n  work(text).then(resolve);\n});"),
    js("a signal that an object is made with", "export class Writer {\n  constructor(options) { this.options = options; }\n  send() { return new Promise((resolve, reject) => {\n    this.options.signal.addEventListener('abort', () => reject(new Error('stopped')));\n    work().then(resolve);\n  }); }\n}"),
    js("an observer that a loaded page makes", "const start = () => { const seen = new PerformanceObserver(() => note()); seen.observe({ type: 'event' }); };\ndocument.addEventListener('readystatechange', start);"),
    js("what a hook hands out in a tuple", "export function Slides(options) {\n  const [ref, api] = useCarousel(options);\n  useEffect(() => { api.on('select', () => draw(options)); }, [api]);\n  return ref;\n}"),
    js("a module that is one function", "const bus = require('./bus');\nmodule.exports = function (posts) { bus.on('edit', (id) => posts.clear(id)); };"),
    js("an event of an element", "const dialog = $('#create');\nexport function init(button) { button.on('click', () => { dialog.on('hidden.bs.modal', () => reload(button)); }); }"),
    js("the signal of the request", "export const load = (req) => new Promise((resolve, reject) => {\n  req.signal.addEventListener('abort', () => reject(new Error('gone')));\n  work().then(resolve);\n});"),
    js("a pair that is removed", `export const write = (stream, part) => new Promise((resolve, reject) => {
  if (stream.write(part)) return resolve();
  const done = () => { stream.off("error", failed); resolve(); };
  const failed = (error) => { stream.off("drain", done); reject(error); };
  stream.once("drain", done);
  stream.once("error", failed);
});`),
    js("a pair on something of its own", "import net from 'node:net';\nexport const isFree = (port) => new Promise((resolve, reject) => {\n  const server = net.createServer();\n  server.once('error', reject);\n  server.once('listening', () => server.close(resolve));\n  server.listen(port);\n});"),
    js("a new server for each try", "import http from 'node:http';\nexport async function start(ports) {\n  for (const port of ports) { const server = http.createServer(); await attempt(server, port); }\n}\nfunction attempt(server, port) { return new Promise((resolve) => { server.listen(port, () => resolve(true)); }); }"),
    js("an observer that is disconnected", "export class Row extends HTMLElement {\n  connectedCallback() { this.seen = new IntersectionObserver(() => this.load()); this.seen.observe(this); }\n  disconnectedCallback() { this.seen.disconnect(); }\n}"),
    js("what an event is told, handed on", "import { events } from './events';\nimport { notifier } from './notifier';\nexport function start() {\n  events.on('message', (message) => {\n    const copy = message;\n    notifier.subscribe('message.create', message);\n    notifier.subscribe('message.copy', copy);\n  });\n}"),
    js("an observer that has the name of connections", "import { useEffect } from 'react';\nexport function Row({ element }) {\n  useEffect(() => {\n    const io = new IntersectionObserver(() => draw());\n    io.observe(element);\n    return () => io.disconnect();\n  }, [element]);\n}"),
    js("an observer for the page", "const seen = new IntersectionObserver(() => load());\nexport function watch(row) { seen.observe(row); }"),
    {
      name: "a method of this file with the name of one that adds listeners",
      code: `export function Storage(io) {
  const self = this;
  self.subscribe = function (socket, message, done) { socket.join(message.room); done(); };
  io.on("connection", (socket) => { socket.on("subscribe", (message, done) => { self.subscribe(socket, message, done); }); });
}`,
    },
  ],
  invalid: [
    {
      ...js("what one way from a handler adds, told once", `${app}function draw(res) { window.addEventListener("resize", () => res.write("r")); window.addEventListener("scroll", () => res.write("s")); }\napp.get("/", (req, res) => { draw(res); });`),
      errors: [{ line: 5, message: /line 5: adds a `scroll` listener as well/ }],
    },
    {
      ...js("the socket of a page", "import { io } from 'socket.io-client';\nconst socket = io();\nsocket.on('connect', opened);\nfunction opened() { draw(); }\nfunction draw() { window.addEventListener('resize', () => show()); }", "public/js/page.js"),
      ...all, errors: [{ confidence: "possible" }],
    },
    { ...js("in a route", `${app}app.get("/events", (req, res) => {\n  bus.on("order", (order) => res.write(order));\n});`),
      errors: [{ line: 6, column: 3, messageId: "added", severity: "warning", message: /each request|Each request adds one more `order` listener to `bus`.*keeps `res` alive/i }] },
    { ...js("on an import, in a route", 'import express from "express";\nimport { bus } from "./bus.js";\nexpress().get("/", (req, res) => {\n  bus.addListener("x", () => res.end());\n});'), errors: [{ line: 4, confidence: "likely" }] },
    { ...js("on the process, in a route", `${app}app.get("/", (req, res) => {\n  process.on("exit", () => res.end());\n});`), errors: [{ line: 6 }] },
    { ...js("in a helper that a route calls", `${app}app.get("/", (req, res) => follow(res));\nfunction follow(res) {\n  bus.on("x", () => res.write("x"));\n}`), errors: [{ line: 7, message: /path/ }] },
    { ...js("on the server, for each connection", 'import { Server } from "socket.io";\nconst io = new Server();\nio.on("connection", (socket) => {\n  io.on("news", (text) => socket.emit("news", text));\n});'), errors: [{ line: 4, message: /Each connection.*`socket`/ }] },
    { ...js("on the server that a function is given", 'export default function chat(io) {\n  io.on("connection", (socket) => {\n    io.on("news", (text) => socket.emit("news", text));\n  });\n}'), errors: [{ line: 3 }] },
    { ...js("on an emitter of an outer function", 'import express from "express";\nimport { EventEmitter } from "node:events";\nexport function make() {\n  const app = express();\n  const bus = new EventEmitter();\n  app.get("/", (req, res) => {\n    bus.on("x", () => res.end());\n  });\n  return app;\n}'), errors: [{ line: 7 }] },
    { ...js("in an interval", `${app}setInterval(() => {\n  bus.on("x", () => log());\n}, 1000);`), errors: [{ line: 6 }] },
    { ...js("for each part of a stream", "export function copy(from, to) {\n  from.on('data', (part) => {\n    if (!to.write(part)) from.pause();\n    to.on('drain', () => from.resume());\n  });\n}"), errors: [{ line: 4 }] },
    { ...js("in what an event brings up, by a member's name", `${app}bus.on(Events.Order, () => { other.on("data", () => log()); });\nconst other = new EventEmitter();`), errors: [{ line: 5 }] },
    { ...js("in what a click shows", `function showKnob() { window.addEventListener("touchend", () => stop()); }\ndocument.getElementById("login").addEventListener("submit", () => showKnob());`, "src/page.js"), errors: [{ line: 1 }] },
    { ...js("again with each retry", "import { client } from './client';\nexport function connect() {\n  client.on('error', () => setTimeout(connect, 1000));\n  client.open();\n}"), ...all, errors: [{ line: 3, confidence: "possible", message: /Each try/ }] },
    { ...js("with each retry, and the removal names another function", "import { client } from './client';\nexport function connect() {\n  client.off('error', () => retry());\n  client.on('error', () => setTimeout(connect, 1000));\n}"), errors: [{ line: 4, messageId: "mismatched", confidence: "likely" }] },
    { ...js("a signal that lives as long as the module", "import express from 'express';\nconst stop = new AbortController();\nconst target = new EventTarget();\nexpress().get('/', (req, res) => {\n  target.addEventListener('x', () => res.end(), { signal: stop.signal });\n});"), errors: [{ line: 5 }] },
    { ...js("removed by another bind", "import { bus } from './bus';\nexport class View {\n  open() { bus.on('x', this.draw.bind(this)); }\n  close() { bus.off('x', this.draw.bind(this)); }\n}"), errors: [{ line: 3, messageId: "mismatched", message: /line 4/ }] },
    { ...js("bound when added, plain when removed", "export class View {\n  open() { window.addEventListener('resize', this.draw.bind(this)); }\n  close() { window.removeEventListener('resize', this.draw); }\n}"), errors: [{ line: 2, messageId: "mismatched" }] },
    { ...js("removed by another arrow function", "export default {\n  mounted() { document.addEventListener('click', () => this.close()); },\n  unmounted() { document.removeEventListener('click', () => this.close()); },\n};"), errors: [{ line: 2, messageId: "mismatched" }] },
    { ...js("what a preload of Electron offers its window", "import { contextBridge, ipcRenderer } from 'electron';\ncontextBridge.exposeInMainWorld('api', { receive: (channel, func) => { ipcRenderer.on(channel, (event, ...args) => func(...args)); } });", "src/preload.ts"), settings: { confidence: "possible" }, errors: [{ line: 2, messageId: "added", confidence: "possible" }] },
    { ...js("two that one effect adds and its end does not know", "import { useEffect } from 'react';\nimport { bus } from './bus';\nexport function View({ id }) {\n  useEffect(() => {\n    bus.on('open', () => open(id));\n    bus.on('close', () => close(id));\n    return () => { bus.off('open', () => open(id)); bus.off('close', () => close(id)); };\n  }, [id]);\n}"), errors: [{ line: 5, messageId: "mismatched", confidence: "likely" }] },
    { ...js("removed by what it wraps", "export function start(app, spark, onEvent) {\n  app.on('change', (data) => onEvent({ data }));\n  spark.onDisconnects.push(() => app.removeListener('change', onEvent));\n}"), errors: [{ line: 2, messageId: "mismatched", confidence: "likely" }] },
    { ...js("the error of a shared module, in a promise", "import mssql from 'mssql';\nexport const query = (url, text) => new Promise((resolve, reject) => {\n  mssql.on('error', (error) => reject(error));\n  mssql.connect(url).then((pool) => pool.query(text)).then(resolve, reject);\n});"), errors: [{ line: 3, confidence: "likely" }] },
    { ...js("started again after a stop", "module.exports = (app) => {\n  const api = {};\n  api.start = () => {\n    const send = (data) => write(data);\n    app.on('nmea', send);\n  };\n  api.stop = () => { server.close(); };\n  return api;\n};"), errors: [{ line: 5, message: /Each start/ }] },
    { ...js("an effect that adds again where it ends", "import { useEffect } from 'react';\nexport function Board({ id }) {\n  useEffect(() => {\n    const onDrop = () => draw(id);\n    window.addEventListener('drop', onDrop);\n    return () => { window.addEventListener('drop', onDrop); };\n  }, [id]);\n}"), errors: [{ line: 5, messageId: "added" }] },
    { ...js("an effect without an end", "import { useEffect } from 'react';\nexport function Size() {\n  useEffect(() => {\n    window.addEventListener('resize', () => draw());\n  }, []);\n}"), errors: [{ line: 4, message: /Each component/ }] },
    { ...js("a large array", "const element = document.querySelector('#chart');\nexport function setupChart() {\n  const data = new Array(1000000);\n  element.addEventListener('click', () => draw(data));\n}"), errors: [{ line: 4, confidence: "likely", message: /keeps `data` alive/ }] },
    { ...js("something of the module that is handed to an object", "import { Server } from 'socket.io';\nimport { EventEmitter } from 'node:events';\nconst shared = new EventEmitter();\nconst io = new Server();\nio.on('connection', (socket) => { const client = new Client(socket, shared); client.listen(); });\nclass Client {\n  constructor(socket, bus) { this.socket = socket; this.bus = bus; }\n  listen() {\n    this.bus.on('text', (text) => this.say(text));\n  }\n}\n"), errors: [{ line: 9, confidence: "likely" }] },
    { ...js("what the maker of an object hands to it, possibly", "import { Server } from 'socket.io';\nimport { EventEmitter } from 'node:events';\nconst shared = new EventEmitter();\nconst io = new Server();\nio.on('connection', (socket) => { const client = new Client(socket, shared); client.listen(); });\nclass Client {\n  constructor(socket, bus) { this.socket = socket; this.bus = bus; }\n  listen() {\n    this.socket.on('text', (text) => this.say(text));\n  }\n}\n"), ...all, errors: [{ line: 9, confidence: "possible" }] },
    { ...js("handed to an object that a container makes", "import { Controller, Get } from '@nestjs/common';\n@Controller()\nexport class Events {\n  constructor(private bus: Bus) {}\n  @Get()\n  follow(res) {\n    this.bus.on('x', () => res.write('x'));\n  }\n}"), errors: [{ line: 7, confidence: "likely" }] },
    { ...js("handed to an object that serves", "import express from 'express';\nexport class Events {\n  constructor(bus) { this.bus = bus; }\n  serve() {\n    express().get('/', (req, res) => { this.bus.on('x', () => res.write('x')); });\n  }\n}"), errors: [{ line: 5, confidence: "likely" }] },
    { ...js("a class whose instances end", "import { bus } from './bus';\nexport class Tab {\n  constructor() {\n    bus.on('theme', () => this.draw());\n  }\n  destroy() { this.element.remove(); }\n}"), errors: [{ line: 4, confidence: "likely", message: /Each instance/ }] },
    { ...js("a constructor, instances unknown", "export class Tab {\n  constructor(private readonly bus: Bus) {\n    this.bus.on('theme', () => this.draw());\n  }\n}"), ...all, errors: [{ line: 3, confidence: "possible" }] },
    { ...js("an exported function, callers unknown", "import { bus } from './bus';\nexport function startTheme(page) {\n  bus.on('theme', () => page.draw());\n}"), ...all, errors: [{ line: 3, confidence: "possible" }] },
    { ...js("a raced abort", "export async function run(signal, work) {\n  return Promise.race([work(), aborted(signal)]);\n}\nfunction aborted(signal) {\n  return new Promise((_, reject) => {\n    signal.addEventListener('abort', () => reject(signal.reason), { once: true });\n  });\n}"), errors: [{ line: 6, messageId: "signal" }] },
    { ...js("a sleep that can be aborted", "export const sleep = (ms, signal) => new Promise((resolve, reject) => {\n  const timer = setTimeout(resolve, ms);\n  signal.addEventListener('abort', () => { clearTimeout(timer); reject(signal.reason); });\n});"), errors: [{ line: 3, messageId: "signal" }] },
    { ...js("a sleep in a page", "import { useEffect } from 'react';\nexport const sleep = (ms, signal) => new Promise((resolve, reject) => {\n  const timer = setTimeout(resolve, ms);\n  signal.addEventListener('abort', () => { clearTimeout(timer); reject(signal.reason); });\n});", "src/sleep.tsx"), ...all, errors: [{ line: 4, messageId: "signal", confidence: "possible" }] },
    { ...js("waiting for drain", "export async function send(res, rows) {\n  const write = (text) => new Promise((resolve, reject) => {\n    if (res.write(text)) resolve();\n    else { res.once('drain', resolve); res.once('error', reject); }\n  });\n  for (const row of rows) await write(row);\n}"), errors: [{ line: 4, column: 40, messageId: "pair" }] },
    { ...js("a port that is taken", "export async function start(server, from) {\n  for (let port = from; port < 65536; port++) if (await attempt(server, port)) return port;\n}\nfunction attempt(server, port) {\n  return new Promise((resolve) => {\n    server.once('error', () => resolve(false));\n    server.listen(port, () => resolve(true));\n  });\n}"), errors: [{ line: 7, messageId: "listen" }] },
    { ...js("what a hook finds", "export function Chat(options) {\n  const socket = useSocket();\n  useEffect(() => { socket.on('message', () => draw(options)); }, [socket]);\n  return null;\n}"), ...all, errors: [{ messageId: "added", confidence: "possible" }] },
    { ...js("an emitter of the module in a component", "import { bus } from './bus';\nexport function Chat(options) {\n  useEffect(() => { bus.on('message', () => draw(options)); }, []);\n  return null;\n}"), errors: [{ messageId: "added", confidence: "likely" }] },
    { ...js("a ref of a component, with another function removed", "export function Dots(options) {\n  const ref = useRef(null);\n  useEffect(() => {\n    const canvas = ref.current;\n    canvas.addEventListener('lost', () => draw(options));\n    return () => canvas.removeEventListener('lost', () => draw(options));\n  }, []);\n}"), ...all, errors: [{ line: 5, confidence: "possible" }] },
    { ...js("the window in a component, with another function removed", "export function Dots(options) {\n  useEffect(() => {\n    window.addEventListener('focus', () => draw(options));\n    return () => window.removeEventListener('focus', () => draw(options));\n  }, []);\n}"), errors: [{ line: 3, messageId: "mismatched", confidence: "likely" }] },
    { ...js("what a hook of its own is given", "export function useKeys(target, act) {\n  const run = () => {\n    target.addEventListener('key', () => act());\n    return () => target.removeEventListener('key', () => act());\n  };\n  return run;\n}"), ...all, errors: [{ line: 3, confidence: "possible" }] },
    { ...js("an event that a page sends once", "export function Chat(options) {\n  useEffect(() => { window.addEventListener('load', () => draw(options)); window.addEventListener('blur', () => draw(options)); }, []);\n}"), ...all, errors: [{ confidence: "possible" }, { confidence: "likely" }] },
    { ...js("a handler in a script", `${app}app.get("/events", (req, res) => { bus.on("order", (order) => res.write(order)); });`, "scripts/stress.ts"), ...all, errors: [{ confidence: "possible" }] },
    { ...js("a function among others of a module", "const bus = require('./bus');\nexports.follow = function (posts) { bus.on('edit', (id) => posts.clear(id)); };"), errors: [{ messageId: "added" }] },
    { ...js("an event of something that stays", "const dialog = $('#create');\nexport function init(button) { button.on('click', () => { dialog.on('hidden', () => reload(button)); }); }"), errors: [{ messageId: "added" }] },
    { ...js("an observer for each click", "const start = () => { const seen = new PerformanceObserver(() => note()); seen.observe({ type: 'event' }); };\ndocument.addEventListener('click', start);"), errors: [{ messageId: "observer" }] },
    { ...js("an observer for each component", "export class Row extends HTMLElement {\n  connectedCallback() {\n    const seen = new IntersectionObserver(() => this.load());\n    seen.observe(this);\n  }\n}"), errors: [{ line: 4, messageId: "observer" }] },
    { ...js("what was handed in and sent the event, and something else that was handed in", "exports.auth = function (client, bus) {\n  client.on('capabilities', () => {\n    client.on('auth', () => send(client));\n    bus.on('auth', () => send(client));\n  });\n};"), ...all, errors: [{ line: 3, confidence: "possible" }, { line: 4, confidence: "likely" }] },
    { ...js("a server that was handed in", "exports.serve = function (server) {\n  server.on('connection', () => {\n    server.on('close', () => send(server));\n  });\n};"), errors: [{ line: 3, confidence: "likely" }] },
    { ...js("a controller that is handed in, in a race", "export const run = (controller, work) => Promise.race([work(), aborted(controller)]);\nfunction aborted(controller) {\n  return new Promise((_, reject) => {\n    controller.signal.addEventListener('abort', () => reject(), { once: true });\n  });\n}"), ...all, errors: [{ line: 4, messageId: "signal", confidence: "possible" }] },
    { ...js("a controller that is handed in, with one listener for each round", "export async function run(controller, all) {\n  for (const one of all) await new Promise((resolve, reject) => {\n    controller.signal.addEventListener('abort', () => reject());\n    one(resolve);\n  });\n}"), errors: [{ line: 3, messageId: "signal", confidence: "likely" }] },
    { ...js("a signal that each caller makes", "export async function run(work) {\n  const stop = new AbortController();\n  return Promise.race([work(), aborted(stop.signal)]);\n}\nfunction aborted(signal) {\n  return new Promise((_, reject) => {\n    signal.addEventListener('abort', () => reject(signal.reason), { once: true });\n  });\n}"), ...all, errors: [{ line: 7, messageId: "signal", confidence: "possible" }] },
    { ...js("a signal that is made once", "const stop = new AbortController();\nexport async function run(work) {\n  return Promise.race([work(), aborted(stop.signal)]);\n}\nfunction aborted(signal) {\n  return new Promise((_, reject) => {\n    signal.addEventListener('abort', () => reject(signal.reason), { once: true });\n  });\n}"), errors: [{ line: 7, messageId: "signal", confidence: "likely" }] },
  ],
});
