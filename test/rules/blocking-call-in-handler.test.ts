import rule from "../../src/rules/blocking-call-in-handler.ts";
import type { Settings } from "../../src/rule.ts";
import { testJavaScriptRule } from "../rule-tester.ts";

/** All files of an application were looked at, and nothing leads to the first function. */
const uncalled: Settings = {
  project: { answers: { loops: [], reach: [[1, [{ context: "unknown", how: "callers unknown", confidence: "likely", path: [], onLoop: true, perRow: false, uncalled: true }]]] } },
};

/** A route of another file leads to the first function. */
const elsewhere: Settings = {
  project: {
    answers: {
      loops: [], reach: [[1, [{ context: "request", how: "Express route GET /", confidence: "certain", path: [{ file: "routes.js", line: 9, name: "show" }], onLoop: true, perRow: false }]]],
    },
  },
};

testJavaScriptRule("blocking-call-in-handler", rule, {
  valid: [
    {
      name: "a key on a curve",
      code: `
        import crypto from "node:crypto";
        import express from "express";
        express().post("/keys", (req, res) => res.json(crypto.generateKeyPairSync("ed25519").publicKey));
      `,
    },
    {
      name: "a value that a helper of another file compresses",
      packages: ["express"],
      settings: elsewhere,
      code: 'import zlib from "node:zlib"; export function pack(value) { return zlib.deflateSync(value); }',
    },
    {
      name: "one file that is taken away",
      packages: ["express"],
      code: `
        import fs from "node:fs";
        import express from "express";
        express().post("/delete", (req, res) => { fs.rmSync(fileOf(req.body.name)); res.end(); });
      `,
    },
    {
      name: "a password in the first set-up of an installation",
      packages: ["express"],
      code: `
        import bcrypt from "bcrypt";
        import express from "express";
        express().post("/setup", (req, res) => res.send(bcrypt.hashSync(req.body.password, 10)));
      `,
    },
    {
      name: "what a handler's helper keeps where that is wanted",
      packages: ["express"],
      code: `
        import fs from "node:fs";
        import express from "express";
        let digest = null;
        function version(dir) {
          if (isLive && digest !== null) return digest;
          const texts = fs.readdirSync(dir).map((name) => fs.readFileSync(dir + name, "utf8"));
          if (isLive) digest = hash(texts);
          return hash(texts);
        }
        express().get("/:id", (req, res) => res.send(version(req.params.id)));
      `,
    },
    {
      name: "presets, keys and pages that ship with the program",
      packages: ["express"],
      code: `
        import fs from "node:fs";
        import path from "node:path";
        import express from "express";
        const app = express();
        app.get("/presets/:name", (req, res) => res.send(fs.readFileSync(path.join(root, "presets", req.params.name + ".json"))));
        app.get("/keys/:name", (req, res) => res.send(fs.readFileSync(req.params.name + ".pem")));
        app.get("/help/:name", (req, res) => res.send(fs.readFileSync(req.params.name + ".mdx")));
        app.get("/ui/:name", (req, res) => res.send(fs.readFileSync(path.join(UI_DIST_PATH, req.params.name))));
      `,
    },
    {
      name: "a key that nothing in an application derives",
      packages: ["express"],
      settings: uncalled,
      code: 'import crypto from "node:crypto"; export function open(secret, salt) { return crypto.scryptSync(secret, salt, 32); }',
    },
    {
      name: "an archive that is unpacked by night",
      packages: ["express", "node-cron", "adm-zip"],
      code: 'import AdmZip from "adm-zip"; import cron from "node-cron"; cron.schedule("0 4 * * *", () => { new AdmZip(archive).extractAllTo(out); });',
    },
    {
      name: "settings that a helper of an application reads at their fixed place",
      packages: ["express"],
      code: `
        import fs from "node:fs";
        import express from "express";
        const app = express();
        const place = settingsFile();
        function settings() { return fs.readFileSync(place, "utf8"); }
        app.get("/settings", (req, res) => res.send(settings()));
      `,
    },
    {
      name: "a look at each of some files",
      code: `
        import fs from "node:fs";
        import express from "express";
        express().get("/size", (req, res) => { for (const name of req.body.names) res.write(String(fs.existsSync(name))); });
      `,
    },
    {
      name: "what a build writes, beside the program",
      code: `
        import fs from "node:fs";
        import path from "node:path";
        import express from "express";
        const app = express();
        const root = path.join(__dirname, "..");
        app.get("/version", (req, res) => res.json({
          name: fs.readFileSync(path.join(root, "package.json"), "utf8"), commit: fs.readFileSync(path.join(root, "build", "SHA"), "utf8"),
          date: fs.readFileSync(\`\${root}/commit\`, "utf8"),
        }));
      `,
    },
    {
      name: "asked whether files of the program are there",
      code: `
        import fs from "node:fs";
        import path from "node:path";
        import express from "express";
        const app = express();
        app.get("/version", (req, res) => {
          const all = ["SHA", "DATE", "TAG", "package.json"];
          const known = [
            fs.existsSync(path.join(__dirname, "SHA")), fs.existsSync(path.join(__dirname, "DATE")),
            fs.existsSync(path.join(__dirname, "TAG")), fs.existsSync(path.join(__dirname, "package.json")),
          ];
          res.json({ all, known });
        });
      `,
    },
    {
      name: "a small file beside the code",
      files: { "src/data/menu": 900 },
      code: `
        import fs from "node:fs";
        import path from "node:path";
        import express from "express";
        const app = express();
        app.get("/page", (req, res) => res.send(fs.readFileSync(path.join(__dirname, "data", "menu"))));
      `,
    },
    {
      name: "one of the templates",
      code: `
        import fs from "node:fs";
        import path from "node:path";
        import express from "express";
        const app = express();
        app.get("/:name", (req, res) => res.send(fs.readFileSync(path.join(__dirname, "..", "templates", \`\${req.params.name}.html\`), "utf8")));
      `,
    },
    {
      name: "a page that ships with the program",
      code: `
        import fs from "node:fs";
        import path from "node:path";
        import express from "express";
        const app = express();
        const folder = path.join(__dirname, "../dist");
        app.get("/", (req, res) => {
          const page = path.join(folder, "index.html");
          res.send(fs.readFileSync(page, "utf8"));
        });
        app.get("/gone", (req, res) => res.send(fs.readFileSync(\`\${folder}/gone.png\`)));
      `,
    },
    {
      name: "a timer of a command line",
      packages: ["yargs"],
      code: `
        import fs from "node:fs";
        setInterval(() => fs.readFileSync(pidFile, "utf8"), 1000);
      `,
    },
    {
      name: "a key that a command line derives",
      packages: ["yargs"],
      code: `
        import crypto from "node:crypto";
        export const keyOf = (password, salt) => crypto.scryptSync(password, salt, 32);
      `,
    },
    {
      name: "at the top level, a file is read once",
      code: `
        import fs from "node:fs";
        import express from "express";
        const app = express();
        const page = fs.readFileSync("page.html", "utf8");
        app.get("/", (req, res) => res.send(page));
      `,
    },
    {
      name: "functions that share a name with Node's",
      code: `
        import express from "express";
        import { Effect } from "effect";
        const app = express();
        const fs = { readFileSync() { return ""; } };
        app.get("/", (req, res) => { Effect.runSync(task); res.send(fs.readFileSync("a")); });
      `,
    },
    {
      name: "asynchronous forms",
      code: `
        import { readFile } from "node:fs/promises";
        import bcrypt from "bcrypt";
        import express from "express";
        const app = express();
        app.post("/login", async (req, res) => {
          const users = await readFile("users.json", "utf8");
          res.json(await bcrypt.compare(req.body.password, users));
        });
      `,
    },
    {
      name: "a helper that only start-up calls",
      code: `
        import fs from "node:fs";
        import express from "express";
        const app = express();
        function load() { return JSON.parse(fs.readFileSync("config.json", "utf8")); }
        const config = load();
        app.get("/", (req, res) => res.json(config));
      `,
    },
    {
      name: "a cheap or size-dependent call whose callers are unknown",
      code: `
        import fs from "node:fs";
        export function read(path) { return fs.existsSync(path) ? fs.readFileSync(path) : undefined; }
      `,
    },
    {
      name: "scripts",
      filename: "scripts/import.js",
      code: `import { execSync } from "node:child_process"; export function run() { execSync("make"); }`,
    },
    { name: "programs with a shebang", code: `#!/usr/bin/env node\nimport { execSync } from "node:child_process"; function run(name) { execSync(name); } run("a");` },
    {
      name: "tests, even with a server in them",
      filename: "test/server.test.ts",
      code: `
        import fs from "node:fs";
        import express from "express";
        const app = express();
        app.get("/", (req, res) => res.send(fs.readFileSync("page.html")));
      `,
    },
    { name: "build configuration", filename: "vite.config.ts", code: `import { execSync } from "node:child_process"; export default () => ({ define: { v: execSync("git log") } });` },
    {
      name: "a worker thread",
      code: `
        import { parentPort } from "node:worker_threads";
        import { pbkdf2Sync } from "node:crypto";
        parentPort.on("message", (job) => { parentPort.postMessage(pbkdf2Sync(job.password, job.salt, 1e5, 64, "sha512")); });
      `,
    },
    {
      name: "a cache that is filled by the first request",
      code: `
        import fs from "node:fs";
        import express from "express";
        const app = express();
        let page;
        app.get("/", (req, res) => {
          if (!page) page = fs.readFileSync("page.html", "utf8");
          res.send(page);
        });
      `,
    },
    {
      name: "the miss branch of a map",
      code: `
        import fs from "node:fs";
        import express from "express";
        const app = express();
        const pages = new Map();
        app.get("/:name", (req, res) => {
          if (!pages.has(req.params.name)) pages.set(req.params.name, fs.readFileSync(req.params.name, "utf8"));
          res.send(pages.get(req.params.name));
        });
      `,
    },
    {
      name: "an early return with the cached value, and ??=",
      code: `
        import fs from "node:fs";
        import express from "express";
        const app = express();
        let page, foot;
        function load() {
          if (page) return page;
          page = fs.readFileSync("page.html", "utf8");
          return page;
        }
        app.get("/", (req, res) => { foot ??= fs.readFileSync("foot.html"); res.send(load() + foot); });
      `,
    },
    {
      name: "a memoized function",
      code: `
        import fs from "node:fs";
        import once from "lodash/once";
        import express from "express";
        const app = express();
        const load = once(() => fs.readFileSync("page.html", "utf8"));
        app.get("/", (req, res) => res.send(load()));
      `,
    },
    {
      name: "one or two cheap calls",
      code: `
        import fs from "node:fs";
        import express from "express";
        const app = express();
        app.get("/:name", (req, res) => { if (fs.existsSync(req.params.name) && fs.statSync(req.params.name).isFile()) res.send("file"); });
      `,
    },
    {
      name: "a file in a route that only administrators may use",
      code: `
        import fs from "node:fs";
        import express from "express";
        import { isAdmin, requireRole, files } from "./auth.js";
        const app = express();
        app.post("/packs", isAdmin, (req, res) => res.send(fs.readFileSync(req.body.path)));
        app.post("/more-packs", requireRole("admin"), files.upload, (req, res) => res.send(fs.readFileSync(req.body.path)));
        app.post("/api/admin/packs", (req, res) => res.send(fs.readFileSync(req.body.path)));
      `,
    },
    {
      name: "files that an application is set up with, and a procedure of administrators",
      packages: ["express", "@trpc/server"],
      code: `
        import fs from "node:fs";
        import express from "express";
        import { adminProcedure } from "./trpc.js";
        const app = express();
        app.get("/boards", (req, res) => res.send(fs.readdirSync("./data/configs")));
        app.put("/boards/:name", (req, res) => { const place = "data/configs/" + req.params.name; fs.writeFileSync(place, req.body.text); res.end(); });
        export const rename = adminProcedure.mutation(async ({ input }) => { fs.writeFileSync(input.from, input.body); });
      `,
    },
    {
      name: "a module that brings data into order once",
      filename: "src/pages/api/migrate.ts",
      code: `
        import zlib from "node:zlib";
        import express from "express";
        express().post("/migrate", (req, res) => res.send(zlib.gzipSync(req.body.text)));
      `,
    },
    {
      name: "files of plug-ins that are installed",
      filename: "src/services/plugin-manager.ts",
      code: `
        import fs from "node:fs";
        import express from "express";
        express().post("/plugins", (req, res) => res.send(fs.readFileSync(req.body.path)));
      `,
    },
    {
      name: "work that somebody in charge asks for once in a while",
      code: `
        import crypto from "node:crypto";
        import express from "express";
        const app = express();
        function regenerateCertificates() { return crypto.generateKeyPairSync("rsa", { modulusLength: 2048 }); }
        app.post("/certificates", (req, res) => res.send(regenerateCertificates()));
      `,
    },
    {
      name: "a small constant file costs little",
      files: { "page.html": 1000 },
      code: `
        import fs from "node:fs";
        import express from "express";
        express().get("/", (req, res) => res.send(fs.readFileSync("page.html")));
      `,
    },
    {
      name: "constant input of a compressor",
      code: `
        import zlib from "node:zlib";
        import express from "express";
        express().get("/", (req, res) => res.send(zlib.gzipSync("hello")));
      `,
    },
    {
      name: "an embedded database",
      code: `
        import Database from "better-sqlite3";
        import express from "express";
        const db = new Database("a.db");
        express().get("/", (req, res) => res.json(db.prepare("SELECT 1").get()));
      `,
    },
    {
      name: "a program of a project without a server",
      packages: ["chalk", "commander"],
      code: `import { execSync } from "node:child_process"; export function version() { return execSync("git describe"); }`,
    },
    {
      name: "a listener in a project without a server",
      packages: ["typedoc"],
      code: `import fs from "node:fs"; export function load(app) { app.on("render", () => { fs.cpSync("a", "b"); }); }`,
    },
    {
      name: "a program that a lone helper starts",
      packages: ["express"],
      code: `import { execSync } from "node:child_process"; export function version() { return execSync("git describe"); }`,
    },
    {
      name: "forms of a call that do not wait",
      packages: ["shelljs", "express"],
      code: `
        import shell from "shelljs";
        import express from "express";
        const app = express();
        app.get("/", (req, res) => { shell.exec("ls", (code) => res.send(code)); });
        app.get("/a", (req, res) => { shell.exec("ls", { async: true }).stdout.pipe(res); });
      `,
    },
    {
      name: "an action of a command line program",
      code: `
        import { Command } from "commander";
        import fs from "node:fs";
        const program = new Command();
        program.command("init").action((name) => { fs.writeFileSync(name, ""); });
      `,
    },
    {
      name: "a context that the user's configuration gives",
      settings: { contexts: [{ files: "src/**", context: "cli" }] },
      code: `import { execSync } from "node:child_process"; export function run() { execSync("make"); }`,
    },
  ],
  invalid: [
    {
      name: "an archive that a helper of another file makes",
      packages: ["express", "adm-zip"],
      settings: elsewhere,
      code: 'import AdmZip from "adm-zip"; export function pack(folder) { const zip = new AdmZip(); zip.addLocalFolder(folder); return zip.toBuffer(); }',
      errors: 2,
    },
    {
      name: "a password in a handler that is not only the first set-up",
      packages: ["express"],
      code: `
        import bcrypt from "bcrypt";
        import express from "express";
        const app = express();
        const hashed = (password) => bcrypt.hashSync(password, 10);
        app.post("/setup", (req, res) => res.send(hashed(req.body.password)));
        app.post("/users", (req, res) => res.send(hashed(req.body.password)));
      `,
      errors: [{ line: 5, confidence: "likely" }],
    },
    {
      name: "a password that is checked, whoever asks for it",
      packages: ["express"],
      settings: uncalled,
      code: 'import bcrypt from "bcrypt"; export function check(password, hash) { return bcrypt.compareSync(password, hash); }',
      errors: [{ confidence: "likely" }],
    },
    {
      name: "a password that a library has hashed",
      packages: ["express"],
      settings: uncalled,
      code: 'import bcrypt from "bcrypt"; export const auth = betterAuth({ password: { hash: (password) => bcrypt.hashSync(password, 10) } });',
      errors: [{ confidence: "likely" }],
    },
    {
      name: "a logo that ships with the program, in a helper",
      packages: ["express"],
      settings: { confidence: "possible" },
      code: `
        import fs from "node:fs";
        import express from "express";
        const logo = () => fs.readFileSync("./images/logo.png");
        express().get("/certificate", (req, res) => res.send(draw(logo())));
      `,
      errors: [{ line: 4, confidence: "possible" }],
    },
    {
      name: "a document that a helper reads back at its place",
      packages: ["express"],
      code: `
        import fs from "node:fs";
        import express from "express";
        const app = express();
        const place = "exports/" + day() + ".pdf";
        function report() { return fs.readFileSync(place); }
        app.get("/report", (req, res) => res.send(report()));
      `,
      errors: [{ line: 6 }],
    },
    {
      name: "a loop on another way than the handler's is not told",
      code: `
        import fs from "node:fs";
        import express from "express";
        function avatar(id) { return fs.readFileSync("avatars/" + id); }
        express().get("/avatar/:id", (req, res) => res.send(avatar(req.params.id)));
        function warm(ids) { for (const id of ids) avatar(id); }
        warm(process.argv);
      `,
      errors: [{ line: 4, message: /^(?!.*once per item)/ }],
    },
    {
      name: "a loop on the way is",
      code: `
        import fs from "node:fs";
        import express from "express";
        function avatar(id) { return fs.readFileSync("avatars/" + id); }
        function all(ids) { return ids.map((id) => avatar(id)); }
        express().get("/avatars", (req, res) => res.send(all(req.query.ids)));
      `,
      errors: [{ line: 4, message: /once per item of `ids`/ }],
    },
    {
      name: "a file of somebody that a helper of an application reads",
      packages: ["express"],
      code: `
        import fs from "node:fs";
        import express from "express";
        const app = express();
        function avatar(id) { return fs.readFileSync("avatars/" + id); }
        app.get("/avatar/:id", (req, res) => res.send(avatar(req.params.id)));
      `,
      settings: { confidence: "possible" }, errors: [{ line: 5, confidence: "possible" }],
    },
    {
      name: "a file at its place that the handler itself reads",
      packages: ["express"],
      code: `
        import fs from "node:fs";
        import express from "express";
        const app = express();
        const place = pageFile();
        app.get("/page", (req, res) => res.send(fs.readFileSync(place, "utf8")));
      `,
      errors: [{ line: 6 }],
    },
    {
      name: "a large file beside the code",
      files: { "src/data/menu": 900_000 },
      code: `
        import fs from "node:fs";
        import path from "node:path";
        import express from "express";
        const app = express();
        app.get("/page", (req, res) => res.send(fs.readFileSync(path.join(__dirname, "data", "menu"))));
      `,
      errors: [{ line: 6, confidence: "certain" }],
    },
    {
      name: "a folder beside the code that is filled later",
      code: `
        import fs from "node:fs";
        import path from "node:path";
        import express from "express";
        const app = express();
        app.get("/:name", (req, res) => res.send(fs.readFileSync(path.join(__dirname, "uploads", req.params.name))));
      `,
      errors: [{ line: 6, confidence: "certain" }],
    },
    {
      name: "asked whether files of others are there",
      code: `
        import fs from "node:fs";
        import path from "node:path";
        import express from "express";
        const app = express();
        app.get("/:a/:b", (req, res) => {
          const { a, b } = req.params;
          res.json([fs.existsSync(path.join("/data", a)), fs.existsSync(path.join("/data", b)), fs.existsSync(path.join("/data", a, b))]);
        });
      `,
      errors: [{ line: 8, confidence: "likely" }],
    },
    {
      name: "a file that the request names, in a folder of the program",
      code: `
        import fs from "node:fs";
        import path from "node:path";
        import express from "express";
        const app = express();
        app.get("/:name", (req, res) => {
          const folder = path.join(__dirname, req.params.name);
          res.send(fs.readFileSync(path.join(folder, "index.html")));
        });
      `,
      errors: [{ line: 8, severity: "warning", confidence: "certain" }],
    },
    {
      name: "a key that a service derives",
      packages: ["express"],
      code: `
        import crypto from "node:crypto";
        export const keyOf = (password, salt) => crypto.scryptSync(password, salt, 32);
      `,
      errors: [{ severity: "warning", confidence: "likely" }],
    },
    {
      name: "files of people in an application, and a procedure of everybody",
      packages: ["express", "@trpc/server"],
      code: `
        import fs from "node:fs";
        import express from "express";
        import { publicProcedure } from "./trpc.js";
        express().get("/boards/:id", (req, res) => res.send(fs.readFileSync("data/boards/" + req.params.id)));
        export const rename = publicProcedure.mutation(async ({ input }) => { fs.writeFileSync(input.from, input.body); });
      `,
      errors: [{ line: 5 }, { line: 6 }],
    },
    {
      name: "a constant that is written, and what somebody sent",
      packages: ["express"],
      code: `
        import fs from "node:fs";
        import express from "express";
        const app = express();
        app.post("/empty/:name", (req, res) => { fs.writeFileSync("data/" + req.params.name, ""); res.end(); });
        app.post("/notes/:name", (req, res) => { fs.writeFileSync("data/" + req.params.name, req.body.note); res.end(); });
      `,
      errors: [{ line: 6 }],
    },
    {
      name: "what an administrator waits for, and others with him; a guard of everybody",
      code: `
        import fs from "node:fs";
        import bcrypt from "bcrypt";
        import express from "express";
        import { isAdmin, isAuthenticated } from "./auth.js";
        const app = express();
        app.post("/users", isAdmin, (req, res) => res.send(bcrypt.hashSync(req.body.password, 12)));
        app.post("/files", isAuthenticated, (req, res) => res.send(fs.readFileSync(req.body.path)));
      `,
      errors: [{ line: 7 }, { line: 8 }],
    },
    {
      name: "Express: a file read per request",
      code: `
        import fs from "node:fs";
        import express from "express";
        const app = express();
        app.get("/report", (req, res) => {
          const data = fs.readFileSync("report.txt");
          res.send(data);
        });
      `,
      errors: [{
        messageId: "blocks", line: 6, column: 24, endLine: 6, endColumn: 53, severity: "warning", confidence: "certain",
        message: "`fs.readFileSync` works on the file system on the event loop, and no other request is served until it returns. "
          + "Use `await fs.promises.readFile`. (Express route GET /report; ~10 µs for 4 KB when warm)",
      }],
    },
    {
      name: "password hashes are errors; a named handler, CommonJS",
      filename: "routes/login.js",
      code: `
        const express = require("express");
        const bcrypt = require("bcrypt");
        const router = express.Router();
        function login(req, res) {
          if (!bcrypt.compareSync(req.body.password, user.hash)) return res.sendStatus(401);
          res.json({});
        }
        router.post("/login", login);
        module.exports = router;
      `,
      errors: [{ severity: "error", confidence: "certain", line: 6 }],
    },
    {
      name: "aliases and destructuring",
      code: `
        import { readFileSync as r } from "fs";
        import express from "express";
        const app = express();
        const read = r;
        app.use((req, res, next) => { req.config = read(req.path); next(); });
      `,
      errors: [{ severity: "warning" }],
    },
    {
      name: "a helper, two calls away, with the path",
      code: `
        import { execSync } from "node:child_process";
        import fastify from "fastify";
        const app = fastify();
        const run = (name) => execSync(name);
        function version() {
          return run("git describe").toString();
        }
        app.get("/version", async () => ({ version: version() }));
      `,
      errors: [{
        severity: "error", confidence: "likely", line: 5,
        message: /Fastify route GET \/version; .*; path: handler of GET \/version \(line 9\) → version \(line 9\) → run \(line 7\)\)$/,
      }],
    },
    {
      name: "a method of a class, through this and an instance",
      code: `
        import crypto from "node:crypto";
        import express from "express";
        class Tokens {
          make(password) { return this.derive(password); }
          derive(password) { return crypto.scryptSync(password, "salt", 64); }
        }
        const tokens = new Tokens();
        const app = express();
        app.post("/token", (req, res) => res.json(tokens.make(req.body.password)));
      `,
      errors: [{ severity: "error", message: /Tokens\.derive/ }],
    },
    {
      name: "a class in plain JavaScript",
      filename: "lib/pages.js",
      code: `
        const fs = require("fs");
        class Pages extends Base {
          constructor(root) { super(); this.root = root; }
          show = (req, res) => { res.send(this.load(req.params.name)); };
          load(name) { return fs.readFileSync(name); }
        }
        module.exports = Pages;
      `,
      errors: [{ severity: "warning", confidence: "likely", line: 6 }],
    },
    {
      name: "called from start-up and from a request: a request",
      code: `
        import fs from "node:fs";
        import express from "express";
        const app = express();
        const load = () => fs.readFileSync("page.html");
        load();
        app.get("/", (req, res) => res.send(load()));
      `,
      errors: [{ severity: "warning" }],
    },
    {
      name: "cheap calls of one function are one finding",
      code: `
        import fs from "node:fs";
        import http from "node:http";
        http.createServer((req, res) => {
          if (!fs.existsSync(req.url)) res.statusCode = 404;
          else if (fs.statSync(req.url).isFile()) res.end("file");
          fs.accessSync(req.url);
        }).listen(80);
      `,
      errors: [{ severity: "info", confidence: "likely", line: 5, message: /line 6: `fs\.statSync` blocks as well; line 7: `fs\.accessSync` blocks as well/ }],
    },
    {
      name: "a loop in a handler makes it worse",
      code: `
        import fs from "node:fs";
        import express from "express";
        const app = express();
        app.post("/sum", (req, res) => {
          const texts = req.body.names.map((name) => fs.readFileSync(name, "utf8"));
          res.json(texts);
        });
      `,
      errors: [{ severity: "error", message: /once per item of `req\.body\.names` \(line 6\)/ }],
    },
    {
      name: "the shape of a handler that another file registers",
      filename: "lib/response.js",
      code: `
        const fs = require("fs");
        exports.showIndex = function (req, res, next) {
          const template = fs.readFileSync("index.html", "utf8");
          res.render(template);
        };
      `,
      errors: [{ severity: "warning", confidence: "likely" }],
    },
    {
      name: "routes on a router that is passed in",
      code: `
        import { execSync } from "node:child_process";
        export default (app) => {
          app.get("/disk", (_, reply) => { reply(execSync("df")); });
        };
      `,
      errors: [{ severity: "error", confidence: "likely", message: /route GET \/disk/ }],
    },
    {
      name: "recursive listing is class A",
      code: `
        import { readdirSync } from "node:fs";
        import { Hono } from "hono";
        const app = new Hono();
        app.get("/files", (c) => c.json(readdirSync("data", { recursive: true })));
      `,
      errors: [{ severity: "error" }],
    },
    {
      name: "Koa", code: `
        import Koa from "koa";
        import { gzipSync } from "node:zlib";
        const app = new Koa();
        app.use(async (ctx, next) => { await next(); ctx.body = gzipSync(ctx.body); });
      `,
      errors: [{ severity: "error" }],
    },
    {
      name: "NestJS",
      code: `
        import { Controller, Get } from "@nestjs/common";
        import { readFileSync } from "node:fs";
        @Controller("reports")
        export class Reports {
          @Get(":id") load(id: string) { return readFileSync(id); }
        }
      `,
      errors: [{ severity: "warning", message: /route GET :id/ }],
    },
    {
      name: "Next.js route handler",
      filename: "src/app/api/users/route.ts",
      code: `
        import { pbkdf2Sync } from "node:crypto";
        export async function POST(request: Request) {
          const { password } = await request.json();
          return Response.json(pbkdf2Sync(password, "s", 1e5, 64, "sha512").toString("hex"));
        }
      `,
      errors: [{ severity: "error", message: /Next\.js route handler POST/ }],
    },
    {
      name: "Lambda: one request at a time",
      code: `
        import { readFileSync } from "node:fs";
        export const handler = async (event) => ({ body: readFileSync(event.path, "utf8") });
      `,
      errors: [{ severity: "info" }],
    },
    {
      name: "an exported helper: class A only",
      packages: ["express"],
      code: `
        import bcrypt from "bcryptjs";
        export const hash = (password) => bcrypt.hashSync(password, 10);
      `,
      errors: [{ severity: "warning", confidence: "likely", message: /of the package `bcrypt`, which computes in a thread.*exported function, callers unknown/ }],
    },
    {
      name: "a helper beside handlers",
      packages: ["express"],
      code: `
        import { execSync } from "node:child_process";
        export const version = () => execSync("git describe");
        export const home = (req, res) => { res.json({}); };
      `,
      errors: [{ severity: "warning", confidence: "likely" }],
    },
    {
      name: "files that an async function is given: shown on demand",
      packages: ["express"],
      settings: { confidence: "possible" },
      code: `
        import fs from "node:fs";
        export async function load(name) { const path = name + ".txt"; return fs.readFileSync(path); }
        export async function config() { return fs.readFileSync("config.json"); }
        export function text(path) { return fs.readFileSync(path); }
      `,
      errors: [{ line: 3, severity: "info", confidence: "possible" }],
    },
    {
      name: "a listener of a service",
      packages: ["express"],
      code: `import fs from "node:fs"; export function load(bus) { bus.on("saved", (text) => { fs.writeFileSync("a", text); }); }`,
      errors: [{ severity: "info", confidence: "likely" }],
    },
    {
      name: "a socket, a queue, a timer",
      code: `
        import { Server } from "socket.io";
        import { Worker } from "bullmq";
        import fs from "node:fs";
        const io = new Server(80);
        io.on("connection", (socket) => {
          socket.on("save", (text) => { fs.writeFileSync("a", text); });
        });
        new Worker("mails", async (job) => { fs.appendFileSync("log", job.name); });
        setInterval(() => { fs.rmSync("state", { recursive: true }); }, 1000);
      `,
      errors: [{ line: 7, severity: "warning" }, { line: 9, severity: "warning" }, { line: 10, severity: "warning", confidence: "certain" }],
    },
    {
      name: "a state that a timer saves, and one that a route saves as well",
      settings: { confidence: "possible" },
      code: `
        import fs from "node:fs";
        import express from "express";
        const state = () => JSON.stringify({ at: Date.now() });
        const save = () => { fs.writeFileSync("state", state()); };
        const store = () => { fs.writeFileSync("store", state()); };
        setInterval(save, 1000);
        setInterval(store, 1000);
        express().post("/", (req, res) => { store(); res.end(); });
      `,
      errors: [{ line: 5, severity: "info", confidence: "possible" }, { line: 6, severity: "warning", confidence: "likely" }],
    },
    {
      name: "a file that is made when it is not there yet, and one that is read each time",
      settings: { confidence: "possible" },
      code: `
        import fs from "node:fs";
        import express from "express";
        const app = express();
        app.get("/a", (req, res) => {
          const path = "/data/" + req.query.name;
          if (!fs.existsSync(path)) fs.writeFileSync(path, make());
          res.sendFile(path);
        });
        app.get("/b", (req, res) => {
          const path = "/data/" + req.query.name;
          if (!fs.existsSync(path)) res.send(fs.readFileSync("/data/none"));
        });
      `,
      errors: [
        { line: 7, confidence: "possible" }, { line: 7, severity: "info", confidence: "possible" },
        { line: 12, confidence: "possible" }, { line: 12, severity: "warning", confidence: "certain" },
      ],
    },
  ],
});
