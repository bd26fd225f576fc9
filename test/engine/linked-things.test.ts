import { describe, expect, it } from "vitest";
import { lintFiles } from "../../src/engine/lint.ts";
import type { LintOptions } from "../../src/engine/options.ts";
import type { Finding } from "../../src/finding.ts";
import { folderWith, optionsFor } from "./folder.ts";

async function lint(files: Readonly<Record<string, string>>, options: Partial<LintOptions> = {}): Promise<Finding[]> {
  const rules = { "n-plus-one-query": {}, "leaked-listener": {}, "blocking-call-in-handler": {} };
  const { findings: found, errors } = await lintFiles(optionsFor(folderWith(files), { rules, ...options }));
  expect(errors).toEqual([]);
  return found;
}

const findings = async (files: Readonly<Record<string, string>>, options: Partial<LintOptions> = {}): Promise<string[]> =>
  (await lint(files, options)).map(({ file, line, rule }) => `${file}:${line} ${rule}`);

/** An Express service whose objects listen to an emitter that all files share. */
const events = {
  "package.json": '{ "name": "app", "version": "1.0.0", "type": "module" }',
  "src/bus.ts": `import { EventEmitter } from "node:events";
export class Bus {
  private emitter: EventEmitter;
  constructor() { this.emitter = new EventEmitter(); }
  on(event: string, listener: (value: unknown) => void) { return this.emitter.on(event, listener); }
}
const bus = new Bus();
export default bus;
`,
  "src/settings.ts": `import bus from "./bus.js";
export class Settings {
  constructor(private readonly plugin: { id: string }) {}
  onChange(handler: (key: string) => void) {
    bus.on("change", (key) => {
      if (key === this.plugin.id) handler(key);
    });
  }
}
`,
};
const leak = ["src/settings.ts:5 leaked-listener"];

describe("an emitter of another file", () => {
  it("keeps what each object adds for its caller", async () => {
    expect(await findings(events)).toEqual(leak);
    expect(await findings(events, { project: false })).toEqual([]);
  });

  it.each([
    ["made by the module itself", 'import { EventEmitter } from "node:events";\nexport default new EventEmitter();\n'],
    ["of a class that extends one", 'import { EventEmitter } from "node:events";\nclass Bus extends EventEmitter {}\nexport default new Bus();\n'],
    ["of a package", 'import mitt from "mitt";\nconst bus = mitt();\nexport default bus;\n'],
  ])("is known: %s", async (_, bus) => {
    expect(await findings({ ...events, "src/bus.ts": bus })).toEqual(leak);
  });

  it("is asked for in what draws pages only where some of it runs in Node", async () => {
    const page = '{ "name": "app", "version": "1.0.0", "type": "module", "dependencies": { "react": "19" } }';
    expect(await findings({ ...events, "package.json": page })).toEqual([]);
    expect(await findings({ ...events, "package.json": page.replace('"react"', '"sqlite3": "6", "react"') })).toEqual(leak);
  });

  it.each([
    ["something else that has an `on`", { "src/bus.ts": "class Rules {\n  constructor() { this.all = new Map(); }\n  on(name, rule) { this.all.set(name, rule); }\n}\nexport default new Rules();\n" }],
    ["an object of which there is one", { "src/settings.ts": events["src/settings.ts"].replace("export class", "class").concat('export const settings = new Settings({ id: "all" });\n') }],
    ["a way to take it away", { "src/settings.ts": events["src/settings.ts"].replace("bus.on", "return bus.on") }],
    ["a listener of the object itself", { "src/settings.ts": events["src/settings.ts"].replace("handler(key);", "this.load(key);") }],
  ])("says nothing of %s", async (_, files) => {
    expect(await findings({ ...events, ...files })).toEqual([]);
  });
});

/** A Django application: models, a helper two calls below a loop over rows. */
const shop = {
  "pyproject.toml": '[project]\nname = "shop"\ndependencies = ["django", "celery"]\n',
  "manage.py": "",
  "shop/__init__.py": "",
  "shop/managers.py": `from django.db import models

class OrderManager(models.Manager):
    def get_queryset(self):
        return super().get_queryset().prefetch_related("parcels")
`,
  "shop/models.py": `from django.db import models
from shop.managers import OrderManager

class Order(models.Model):
    number = models.CharField(max_length=20, unique=True)
    objects = OrderManager()

class Note(models.Model):
    text = models.TextField()
    order = models.ForeignKey(Order, related_name="notes", on_delete=models.CASCADE)

class Parcel(models.Model):
    order = models.ForeignKey("Order", related_name="parcels", on_delete=models.CASCADE)

class Rate(models.Model):
    code = models.CharField(max_length=3)
`,
  "shop/texts.py": `from shop.models import Note

def text_of(order):
    lines = ["Order"]
    for note in Note.objects.filter(order=order):
        lines.append(note.text)
    return "\\n".join(lines)
`,
  "shop/nodes.py": `from shop.texts import text_of

def node_of(order, size):
    text = text_of(order)
    return {"text": text[:size], "id": order.pk}
`,
  "shop/tasks.py": `from celery import shared_task
from shop.models import Order
from shop.nodes import node_of

@shared_task
def index(wrap=iter):
    nodes = []
    for order in wrap(Order.objects.all()):
        nodes.append(node_of(order, 100))
    return nodes
`,
};
const perOrder = ["shop/texts.py:5 n-plus-one-query"];

describe("a model of another file", () => {
  it("tells that a helper asks for what belongs to the rows of a loop two calls away", async () => {
    expect(await findings(shop)).toEqual(perOrder);
    expect(await findings(shop, { project: false })).toEqual([]);
  });

  it.each([
    ["a table that has nothing to do with the rows", { "shop/texts.py": shop["shop/texts.py"].replaceAll("Note", "Rate").replace("order=order", "code=order") }],
    ["rows chosen by ids", { "shop/tasks.py": shop["shop/tasks.py"].replace("wrap=iter", "ids, wrap=iter").replace("all()", "filter(pk__in=ids)") }],
    ["a helper that does a piece of work for each", { "shop/texts.py": shop["shop/texts.py"].replace("    return", "    Note.objects.create(order=order)\n    return") }],
  ])("leaves %s", async (_, files) => {
    expect(await findings({ ...shop, ...files })).toEqual([]);
  });

  const view = (loop: string): Record<string, string> => {
    const rest = Object.entries(shop).filter(([name]) => !/(?:tasks|nodes|texts)\.py$/.test(name));
    return { ...Object.fromEntries(rest), "shop/views.py": `from django.http import JsonResponse\nfrom shop.models import Note, Order, Parcel, Rate\n\ndef report(request):\n    found = []\n${loop}    return JsonResponse({"found": found})\n` };
  };

  it.each([
    ["a relation read from each row", "    for order in Order.objects.all():\n        for note in order.notes.all():\n            found.append(note.text)\n", ["shop/views.py:7 n-plus-one-query"]],
    ["one that its query loads", '    for order in Order.objects.prefetch_related("notes"):\n        for note in order.notes.all():\n            found.append(note.text)\n', []],
    ["one that the manager of the model loads", "    for order in Order.objects.all():\n        for parcel in order.parcels.all():\n            found.append(parcel.pk)\n", []],
    ["one that is filtered, loaded or not", "    for order in Order.objects.all():\n        for parcel in order.parcels.filter(size=3):\n            found.append(parcel.pk)\n", ["shop/views.py:7 n-plus-one-query"]],
    ["a query for each of many rows", "    for note in Note.objects.all():\n        found.append(Rate.objects.get(code=note.text))\n", ["shop/views.py:7 n-plus-one-query"]],
    ["one for each of the rows of one row", "    for note in Note.objects.filter(order=request.order):\n        found.append(Rate.objects.get(code=note.text))\n", []],
    ["one for the row that has a number", "    for order in Order.objects.filter(number=request.number):\n        found.append(Rate.objects.get(code=order.code))\n", []],
  ])("tells: %s", async (_, loop, expected) => {
    expect(await findings(view(loop))).toEqual(expected);
  });
});

describe("where code of another file runs", () => {
  it("is a job, and no request, for what a view hands to a queue", async () => {
    const view = "from django.urls import path\nfrom shop.tasks import index\n\ndef start(request):\n    index.delay()\n\nurlpatterns = [path('', start)]\n";
    const [found, ...others] = await lint({ ...shop, "shop/views.py": view });
    expect(others).toEqual([]);
    expect(found?.evidence.context).toBe("Celery task");
    const direct = await lint({ ...shop, "shop/views.py": view.replace("index.delay()", "index()") });
    expect(direct.map(({ evidence }) => evidence.context)).toEqual(["view"]);
  });

  it("is a loop of its own where the base class of another file runs the method", async () => {
    const files = {
      "pyproject.toml": '[project]\nname = "jobs"\n',
      "jobs/__init__.py": "",
      "jobs/base.py": "import asyncio\n\nclass Job:\n    def start(self):\n        asyncio.run(self.work())\n\n    async def work(self):\n        raise NotImplementedError\n",
      "jobs/mail.py": "import time\nfrom jobs.base import Job\n\nclass Mail(Job):\n    async def work(self):\n        time.sleep(5)\n",
    };
    expect(await findings(files)).toEqual([]);
    expect(await findings(files, { project: false })).toEqual(["jobs/mail.py:6 blocking-call-in-handler"]);
    const beside = { ...files, "jobs/base.py": files["jobs/base.py"].replace("asyncio.run(self.work())", "self.loop.create_task(self.work())") };
    expect(await findings(beside)).toEqual(["jobs/mail.py:6 blocking-call-in-handler"]);
  });
});
