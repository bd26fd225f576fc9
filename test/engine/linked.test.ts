import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Linter } from "eslint";
import * as typescriptParser from "@typescript-eslint/parser";
import { describe, expect, it } from "vitest";
import plugin from "../../src/index.ts";
import { lintFiles } from "../../src/engine/lint.ts";
import type { LintOptions } from "../../src/engine/options.ts";
import type { Finding } from "../../src/finding.ts";
import { folderWith, optionsFor } from "./folder.ts";

/** An Express service: a route, a service class that loops, a repository that asks, a helper that computes, a script. */
const shop: Record<string, string> = {
  "package.json": '{ "name": "shop", "private": true, "type": "module", "dependencies": { "express": "5", "@prisma/client": "6", "bcrypt": "5" } }',
  "src/db.ts": 'import { PrismaClient } from "@prisma/client";\nexport const prisma = new PrismaClient();\n',
  "src/password.ts": 'import bcrypt from "bcrypt";\nexport const hash = (text: string) => bcrypt.hashSync(text, 12);\n',
  "src/customers.ts": 'import { prisma } from "./db.js";\nexport class Customers {\n  find(id: number) {\n    return prisma.customer.findFirst({ where: { id } });\n  }\n}\n',
  "src/invoices.ts": `import { prisma } from "./db.js";
import { Customers } from "./customers.js";
export class Invoices {
  constructor(private readonly customers: Customers) {}
  async list() {
    const invoices = await prisma.invoice.findMany();
    const rows = [];
    for (const invoice of invoices) rows.push(await this.customers.find(invoice.customerId));
    return rows;
  }
}
`,
  "src/index.ts": 'export * from "./invoices.js";\nexport * from "./customers.js";\n',
  "src/routes.ts": `import { Router } from "express";
import { Customers, Invoices } from "./index.js";
import { hash } from "./password.js";
export const router = Router();
const invoices = new Invoices(new Customers());
router.get("/invoices", async (req, res) => res.json(await invoices.list()));
router.post("/users", async (req, res) => res.json(hash(req.body.password)));
`,
};

/** The same in Python, with FastAPI and SQLAlchemy. */
const api: Record<string, string> = {
  "pyproject.toml": '[project]\nname = "shop"\ndependencies = ["fastapi", "sqlalchemy", "bcrypt"]\n',
  "shop/__init__.py": "",
  "shop/models.py": "from sqlalchemy.orm import DeclarativeBase\n\n\nclass Base(DeclarativeBase):\n    pass\n\n\nclass Invoice(Base):\n    pass\n\n\nclass Customer(Base):\n    pass\n",
  "shop/customers.py": `from sqlalchemy import select
from sqlalchemy.orm import Session
from .models import Customer


class Customers:
    def __init__(self, session: Session):
        self.session = session

    def find(self, customer_id: int):
        return self.session.execute(select(Customer).where(Customer.id == customer_id)).scalar_one()
`,
  "shop/invoices.py": `from sqlalchemy import select
from sqlalchemy.orm import Session
from shop.customers import Customers
from shop.models import Invoice


class Invoices:
    def __init__(self, session: Session):
        self.session = session
        self.customers = Customers(session)

    def list(self):
        invoices = self.session.execute(select(Invoice)).scalars().all()
        return [self.customers.find(invoice.customer_id) for invoice in invoices]
`,
  "shop/password.py": "import bcrypt\n\n\ndef hashed(text: bytes):\n    return bcrypt.hashpw(text, bcrypt.gensalt())\n",
  "shop/routes.py": `from fastapi import APIRouter, Depends
from sqlalchemy.orm import Session
from .invoices import Invoices
from .password import hashed

router = APIRouter()


@router.get("/invoices")
def list_invoices(session: Session = Depends()):
    return Invoices(session).list()


@router.post("/users")
async def make_user(password: bytes):
    return hashed(password)
`,
};

async function findings(root: string, options: Partial<LintOptions> = {}): Promise<Finding[]> {
  const { findings: found, errors } = await lintFiles(optionsFor(root, { rules: { "n-plus-one-query": {}, "blocking-call-in-handler": {} }, ...options }));
  expect(errors).toEqual([]);
  return found;
}

const inWords = (found: readonly Finding[]): string[] => found.map(({ file, line, rule, severity, evidence }) =>
  `${file}:${line} ${rule} ${severity} by ${(evidence.path ?? []).map((hop) => `${hop.file}:${hop.line}`).join(" ")}`);

const ofShop = [
  "src/customers.ts:4 n-plus-one-query error by src/invoices.ts:5 src/invoices.ts:8",
  "src/password.ts:2 blocking-call-in-handler error by src/routes.ts:7 src/routes.ts:7",
];
const ofApi = [
  "shop/customers.py:11 n-plus-one-query error by shop/invoices.py:12 shop/invoices.py:14",
  "shop/password.py:5 blocking-call-in-handler error by shop/routes.py:15 shop/routes.py:16",
];

describe.each([["TypeScript", shop, ofShop], ["Python", api, ofApi]] as const)("files of a %s service", (_, files, expected) => {
  it("are looked at together: routes reach what stands three files away", async () => {
    expect(inWords(await findings(folderWith(files)))).toEqual(expected);
  });

  it("are looked at one by one with --no-project", async () => {
    const alone = await findings(folderWith(files), { project: false });
    expect(alone.flatMap(({ evidence }) => evidence.path ?? [])).toEqual([]);
    expect(alone.map(({ rule }) => rule)).not.toContain("n-plus-one-query");
  });

  it("say the same in any order, with any number of threads, and with a cache", async () => {
    const root = folderWith({ ...files, ...Object.fromEntries(Array.from({ length: 20 }, (__, at) => [`src/more${at}.js`, "export {};\n"])) });
    const all = await findings(root);
    const folders = readdirSync(root).filter((name) => !name.includes("."));
    expect(await findings(root, { paths: [...folders].reverse(), jobs: 2 })).toEqual(all);
    expect(await findings(root, { cache: true })).toEqual(all);
    expect(existsSync(join(root, ".pyperf-cache/.gitignore"))).toBe(true);
    expect(await findings(root, { cache: true })).toEqual(all);
  });

  it("are known to a file that is named alone, or comes from an editor", async () => {
    const root = folderWith(files);
    const all = await findings(root);
    for (const file of new Set(all.map((one) => one.file))) {
      const own = all.filter((one) => one.file === file);
      expect(await findings(root, { paths: [file] }), file).toEqual(own);
      expect(await findings(root, { stdin: { name: file, bytes: readFileSync(join(root, file)) } }), file).toEqual(own);
    }
  });

  it("are asked again when one of them changed, cache or not", async () => {
    const filler = Object.fromEntries(Array.from({ length: 20 }, (__, at) => [`src/more${at}.js`, "export {};\n"]));
    const root = folderWith({ ...files, ...filler });
    await findings(root, { cache: true });
    const [route] = Object.keys(files).filter((name) => name.includes("routes"));
    if (route === undefined) throw new Error("no route");
    writeFileSync(join(root, route), "\n");
    const changed = await findings(root, { cache: true });
    expect(changed).toEqual(await findings(root));
    expect(changed.flatMap(({ evidence }) => evidence.path ?? []).filter((hop) => hop.file === route)).toEqual([]);
  });
});

it("takes the context of scripts for what only scripts call, and leaves what a library exports to its users", async () => {
  const script = { "scripts/seed.ts": '#!/usr/bin/env node\nimport { hash } from "../src/password.js";\nasync function main() {\n  console.log(hash("x"));\n}\nvoid main();\n' };
  const only = { "package.json": shop["package.json"] ?? "", "src/password.ts": shop["src/password.ts"] ?? "", ...script };
  expect(inWords(await findings(folderWith(only)))).toEqual([]);
  const library = { ...only, "package.json": '{ "name": "hashes", "dependencies": { "bcrypt": "5" } }' };
  expect(inWords(await findings(folderWith(library), { confidence: "possible" })).length).toBe(1);
});

it("doubts one that does a piece of work for each and gives what came of it", async () => {
  const customers = `from sqlalchemy import select
from sqlalchemy.orm import Session
from .models import Customer


class Customers:
    def __init__(self, session: Session):
        self.session = session

    def find(self, customer_id: int):
        if customer_id in self.seen:
            return None
        customer = self.session.execute(select(Customer).where(Customer.id == customer_id)).scalar_one()
        customer.rank = self.rank_of(customer)
        self.seen.add(customer_id)
        return customer
`;
  expect((await findings(folderWith({ ...api, "shop/customers.py": customers }))).map(({ rule }) => rule)).toEqual(["blocking-call-in-handler"]);
});

it("leaves a loop that only a script has", async () => {
  const invoices = 'import { Customers } from "./customers.js";\nexport class Invoices {\n  constructor(private readonly customers: Customers) {}\n  async list() {\n    return this.customers.find(1);\n  }\n}\n';
  const script = `#!/usr/bin/env node
import { prisma } from "../src/db.js";
import { Customers } from "../src/customers.js";
async function main() {
  const customers = new Customers();
  for (const invoice of await prisma.invoice.findMany()) console.log(await customers.find(invoice.customerId));
}
void main();
`;
  const found = await findings(folderWith({ ...shop, "src/invoices.ts": invoices, "scripts/print.ts": script }));
  expect(found.map(({ rule }) => rule)).toEqual(["blocking-call-in-handler"]);
});

it("doubts queries in what nothing of an application calls, unless its place has it loaded", async () => {
  const loop = "import { prisma } from './db.ts';\nexport async function all() {\n  for (const user of await prisma.user.findMany()) use(await prisma.post.findMany({ where: { userId: user.id } }));\n}\n";
  const files = { "package.json": shop["package.json"] ?? "", "src/db.ts": shop["src/db.ts"] ?? "", "src/inventory.ts": loop, "src/routes/list.ts": loop, "src/used.ts": loop,
    "src/index.ts": "import express from 'express';\nimport { all } from './used.ts';\nexpress().get('/', async (req, res) => res.json(await all()));\n" };
  const { findings } = await lintFiles(optionsFor(folderWith(files), { rules: { "n-plus-one-query": {} } }));
  expect(findings.map(({ file }) => file)).toEqual(["src/routes/list.ts", "src/used.ts"]);
});

it("doubts a helper in another file that does more than to get what it is asked for", async () => {
  const customers = `import { prisma } from "./db.js";
export class Customers {
  async find(id: number) {
    const known = await prisma.customer.findFirst({ where: { id } });
    if (!known) throw new Error("gone");
    await notify(known);
  }
}
`;
  expect((await findings(folderWith({ ...shop, "src/customers.ts": customers }))).map(({ rule }) => rule)).toEqual(["blocking-call-in-handler"]);
});

it("doubts a getter where each iteration waits for another piece of work on the item", async () => {
  const invoices = shop["src/invoices.ts"]?.replace("rows.push(", "{ await send(invoice); rows.push(").replace("customerId));", "customerId)); }") ?? "";
  const files = { ...shop, "src/mails.ts": "export const send = async (item: unknown) => mailer.send(item);\n", "src/invoices.ts": `import { send } from "./mails.js";\n${invoices}` };
  const perItem = async (all: Record<string, string>): Promise<number> => (await findings(folderWith(all))).filter(({ rule }) => rule === "n-plus-one-query").length;
  expect([await perItem(shop), await perItem(files)]).toEqual([1, 0]);
});

it("leaves a loop that only a command has, though a route calls the same helper", async () => {
  const files = {
    ...api, "shop/invoices.py": "", "shop/main.py": "",
    "shop/tools.py": `import click
from sqlalchemy import select
from shop.customers import Customers
from shop.models import Invoice

def command(fn):
    return fn

@command
def fix(session):
    customers = Customers(session)
    for invoice in session.execute(select(Invoice)).scalars().all():
        print(customers.find(invoice.customer_id))
`,
    "shop/other.py": "from fastapi import APIRouter\nfrom shop.customers import Customers\nrouter = APIRouter()\n@router.get('/one/{id}')\ndef one(id: int):\n    return Customers(session()).find(id)\n",
  };
  expect((await findings(folderWith(files))).filter(({ rule }) => rule === "n-plus-one-query")).toEqual([]);
});

it("tells once that a module of queries blocks the coroutines that call it", async () => {
  const query = (name: string): string => `def ${name}(session: Session):\n    return session.execute(select(Customer)).scalars().all()\n\n\n`;
  const root = folderWith({
    "pyproject.toml": api["pyproject.toml"] ?? "", "shop/__init__.py": "", "shop/models.py": api["shop/models.py"] ?? "",
    "shop/queries.py": `from sqlalchemy import select\nfrom sqlalchemy.orm import Session\nfrom .models import Customer\n\n\n${query("first")}${query("second")}${query("third")}`,
    "shop/routes.py": `from fastapi import APIRouter
from . import queries

router = APIRouter()


@router.get("/customers")
async def customers(session):
    return [queries.first(session), queries.second(session), queries.third(session)]
`,
  });
  const found = (await findings(root)).filter(({ rule }) => rule === "blocking-call-in-handler");
  expect(found.map(({ file, line, evidence }) => [file, line, evidence.related?.length])).toEqual([["shop/queries.py", 7, 3]]);
});

it("finds in a service all that ESLint finds in its files one by one", async () => {
  const root = folderWith(shop);
  const eslint = new Linter({ configType: "flat", cwd: root });
  const config = { ...plugin.configs.recommended, files: ["**/*.ts"], languageOptions: { parser: typescriptParser } } as Linter.Config;
  const rules = Object.fromEntries(Object.keys(plugin.configs.recommended.rules ?? {}).map((id) => [id.replace("bottleneck/", ""), {}]));
  const ours = new Set((await findings(root, { rules })).map((one) => `${one.file}:${one.line}:${one.column} ${one.rule}`));
  const theirs = Object.keys(shop).filter((file) => file.endsWith(".ts")).flatMap((file) => {
    const filename = join(root, file);
    return eslint.verify(readFileSync(filename, "utf8"), [config], { filename }).map((one) => `${file}:${one.line}:${one.column} ${(one.ruleId ?? "").replace("bottleneck/", "")}`);
  });
  expect(theirs.length).toBeGreaterThan(0);
  expect(theirs.filter((one) => !ours.has(one))).toEqual([]);
});

describe("writes that a handler reaches", () => {
  const isPerItem = ({ rule }: { rule: string }): boolean => rule === "n-plus-one-query";
  const store = (where: string): Record<string, string> => ({
    "package.json": '{ "name": "shop", "private": true, "dependencies": { "express": "5", "@prisma/client": "6" } }',
    "src/routes.ts": `
import express from "express";
import { clear } from "./store";
const app = express();
app.delete("/:id", async (req, res) => { await clear(req.params.id, req.body.ids); res.end(); });
app.listen(80);
`,
    "src/store.ts": `
import { PrismaClient } from "@prisma/client";
const prisma = new PrismaClient();
export async function clear(teamId: string, ids: string[]) {
  const rows = await prisma.domain.findMany({ where: ${where} });
  for (const row of rows) await prisma.domain.delete({ where: { slug: row.slug } });
}
`,
  });
  it.each(["{ teamId }", "{ team: { id: teamId } }", "{ id: { in: ids } }", "{ isOld: true }"])("are doubtful for the rows where %s", async (where) => {
    expect((await findings(folderWith(store(where)))).filter(isPerItem)).toHaveLength(0);
    expect((await findings(folderWith(store(where)), { confidence: "possible" })).filter(isPerItem)).toHaveLength(1);
  });

  it("are told in a handler, for each of what a client sends", async () => {
    const routes = store("{}")["src/routes.ts"]?.replace("await clear(req.params.id, req.body.ids);", "for (const id of req.body.ids) await prisma.domain.delete({ where: { id } });");
    const own = `import { PrismaClient } from "@prisma/client";\nconst prisma = new PrismaClient();\n${routes ?? ""}`;
    expect((await findings(folderWith({ ...store("{}"), "src/routes.ts": own }))).filter(isPerItem)).toHaveLength(1);
  });
});

it("reaches helpers from what runs on the reactor of Twisted, and names the call that leads there", async () => {
  const files = {
    "pyproject.toml": '[project]\nname = "spider"\ndependencies = ["twisted"]\n',
    "spider/__init__.py": "",
    "spider/names.py": "import socket\n\ndef address(host):\n    return socket.gethostbyname(host)\n",
    "spider/fetch.py": `from twisted.internet import defer
from .names import address

class Fetcher:
    def fetch(self, request):
        slot = self.slot(request)
        return defer.maybeDeferred(self.send, slot).addBoth(self.done)

    def slot(self, request):
        return address(request.host)
`,
  };
  const [found, ...others] = await findings(folderWith(files));
  expect(others).toEqual([]);
  expect([found?.file, found?.line, found?.evidence.context]).toEqual(["spider/names.py", 4, "adds callbacks to a Deferred of Twisted"]);
  expect(found?.evidence.related).toEqual([{ file: "spider/fetch.py", line: 10, message: "the call that leads here" }]);
  expect(found?.message).toContain("reactor");
});

it("leaves small work on files that a helper of another file keeps, but not uploads and passwords", async () => {
  const files = {
    "package.json": '{ "name": "board", "private": true, "type": "module", "dependencies": { "express": "5", "bcrypt": "5" } }',
    "src/presets.ts": 'import fs from "node:fs";\nexport const preset = (name: string) => fs.readFileSync(`/data/presets/${name}.json`, "utf8");\n',
    "src/uploads.ts": 'import fs from "node:fs";\nexport const check = (file: { filepath: string }) => fs.readFileSync(file.filepath).length;\n',
    "src/routes.ts": `import { Router } from "express";
import { preset } from "./presets.js";
import { check } from "./uploads.js";
export const router = Router();
router.get("/presets/:name", (req, res) => res.send(preset(req.params.name)));
router.post("/files", (req, res) => res.json(check(req.file)));
`,
  };
  const found = await findings(folderWith(files));
  expect(found.map(({ file, line }) => `${file}:${line}`)).toEqual(["src/uploads.ts:2"]);
});
