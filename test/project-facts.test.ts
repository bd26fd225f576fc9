import { join } from "node:path";
import { expect, it } from "vitest";
import { projectFacts } from "../src/project-facts.ts";
import { folderWith } from "./engine/folder.ts";

const packagesOf = (files: Record<string, string>, file: string): string[] | undefined => {
  const { packages } = projectFacts(join(folderWith({ ".git/HEAD": "", ...files }), file));
  return packages && [...packages].sort();
};

it("finds the root at the nearest mark", () => {
  const root = folderWith({ ".git/HEAD": "", "a/pyproject.toml": "", "a/b/c.py": "" });
  expect(projectFacts(join(root, "a/b/c.py")).root).toBe(join(root, "a"));
  expect(projectFacts(join(root, "x/c.py")).root).toBe(root);
});

it("knows the repository around the package of a file", () => {
  const root = folderWith({ ".git/HEAD": "", "package.json": "{}", "tests/ui/package.json": "{}", "tests/ui/a.js": "", "src/b.js": "" });
  expect(projectFacts(join(root, "tests/ui/a.js")).repository).toBe(root);
  expect(projectFacts(join(root, "src/b.js")).repository).toBeUndefined();
});

it("names the dependencies of the nearest package.json, of every kind", () => {
  const files = {
    "package.json": '{"name":"root","dependencies":{"express":"*"}}', "a/package.json": '\uFEFF{"name":"a","dependencies":{"pg":"*"},"devDependencies":{"vitest":"*"},"peerDependencies":{"knex":"*"}}',
    "mark/package.json": '{"type":"module"}', "broken/package.json": "{",
  };
  expect(packagesOf(files, "a/src/x.ts")).toEqual(["knex", "pg", "vitest"]);
  expect(packagesOf(files, "mark/x.ts")).toEqual(["express"]);
  expect(packagesOf(files, "broken/x.ts")).toEqual(["express"]);
  expect(packagesOf(files, "a/src/x.py")).toBeUndefined();
  expect(packagesOf({}, "x.ts")).toBeUndefined();
});

it("names the dependencies of Python projects however they are written", () => {
  expect(packagesOf({ "pyproject.toml": '[project]\ndependencies = ["Django>=4", "psycopg2_binary[pool] ; python_version > \'3\'"]\n[project.optional-dependencies]\nx = ["redis"]\n[dependency-groups]\ndev = ["pytest", {include-group = "x"}]' }, "a.py"))
    .toEqual(["django", "psycopg2-binary", "pytest", "redis"]);
  expect(packagesOf({ "pyproject.toml": '[tool.poetry.dependencies]\npython = "^3"\nfastapi = "*"\n[tool.poetry.group.dev.dependencies]\nhttpx = "*"' }, "a.py")).toEqual(["fastapi", "httpx", "python"]);
  expect(packagesOf({ "setup.cfg": "[metadata]\nname = x\n[options]\ninstall_requires =\n    flask>=2\n    requests; python_version > '3'\npackages = find:\n[options.extras_require]\ndb = sqlalchemy\n" }, "a.py"))
    .toEqual(["flask", "requests", "sqlalchemy"]);
  expect(packagesOf({ "requirements.txt": "# web\nflask==2.0  # why\n-r base.txt\n--hash=x\ngit+https://x.org/y.git#egg=celery\naiohttp @ https://x.org/z\n", "requirements-dev.txt": "pytest", "requirements/prod.txt": "gunicorn" }, "app/a.py"))
    .toEqual(["aiohttp", "celery", "flask", "gunicorn", "pytest"]);
  expect(packagesOf({ "pyproject.toml": "[tool.black]\n", "requirements.txt": "flask" }, "a.py")).toEqual(["flask"]);
  expect(packagesOf({ "pyproject.toml": "[[[", "requirements.txt": "flask" }, "a.py")).toEqual(["flask"]);
  expect(packagesOf({ "requirements.in": "flask\n" }, "a.py")).toEqual(["flask"]);
  expect(packagesOf({ Pipfile: '[packages]\nDjango = "*"\n[dev-packages]\npytest = "*"\n' }, "a.py")).toEqual(["django", "pytest"]);
  expect(packagesOf({ "setup.py": 'from setuptools import setup\nsetup(name="x", install_requires=["flask>=2", "requests"])\n' }, "app/a.py")).toEqual(["flask", "requests"]);
  expect(packagesOf({ "setup.py": "setup(install_requires=read())\n" }, "a.py")).toBeUndefined();
});

it("looks for requirements in folders that a repository is built from, where nothing nearer tells", () => {
  expect(packagesOf({ "docker/main/requirements-wheels.txt": "fastapi\n" }, "app/a.py")).toEqual(["fastapi"]);
  expect(packagesOf({ "docker/requirements.txt": "fastapi\n", "requirements.txt": "flask\n" }, "app/a.py")).toEqual(["flask"]);
});

it("adds the framework that a folder is an application of, by the file that the framework looks for", () => {
  const pyproject = { "pyproject.toml": '[project]\ndependencies = ["requests"]\n' };
  expect(packagesOf({ ...pyproject, "shop/hooks.py": 'app_name = "shop"\napp_title = "Shop"\n' }, "shop/orders/order.py")).toEqual(["frappe", "requests"]);
  expect(packagesOf({ ...pyproject, "shop/hooks.py": "def before_save(order):\n    pass\n" }, "shop/orders/order.py")).toEqual(["requests"]);
  expect(packagesOf({ ...pyproject, "shop/hooks.py": 'app_name = "shop"\n' }, "tools/a.py")).toEqual(["requests"]);
  expect(packagesOf({ "manage.py": 'os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\n' }, "shop/views.py")).toEqual(["django"]);
  expect(packagesOf({ "addons/sale/__manifest__.py": '{"name": "Sale", "depends": ["base"]}' }, "addons/sale/models/order.py")).toEqual(["odoo"]);
  expect(packagesOf({ "custom_components/lamp/manifest.json": '{"domain": "lamp", "iot_class": "local_push"}' }, "custom_components/lamp/light.py")).toEqual(["homeassistant"]);
  expect(packagesOf({ "web/manifest.json": '{"name": "shop", "start_url": "/"}' }, "web/a.py")).toBeUndefined();
});

it.each([
  ["workspaces of npm", { "package.json": '{ "workspaces": ["packages/*"] }' }],
  ["workspaces of Yarn", { "package.json": '{ "workspaces": { "packages": ["packages/*", "./tools"] } }' }],
  ["workspaces of pnpm", { "package.json": "{}", "pnpm-workspace.yaml": "packages:\n  - 'packages/*'\n" }],
])("knows what servers of the repository are made of: %s", (_, root: Record<string, string>) => {
  const folder = folderWith({
    ".git/HEAD": "", ...root,
    "packages/api/package.json": '{ "name": "@shop/api", "dependencies": { "express": "5", "@shop/data": "*" } }',
    "packages/data/package.json": '{ "name": "@shop/data", "dependencies": { "@shop/types": "*" } }',
    "packages/types/package.json": '{ "name": "@shop/types" }',
    "packages/sdk/package.json": '{ "name": "@shop/sdk", "devDependencies": { "express": "5" }, "dependencies": { "@shop/types": "*" } }',
  });
  const isOfServer = (name: string): boolean | undefined => projectFacts(join(folder, "packages", name, "a.js")).isOfServer;
  expect([isOfServer("data"), isOfServer("types"), isOfServer("sdk")]).toEqual([true, true, undefined]);
});

it("finds the packages of a part that lists none in the folder above, as Node does", () => {
  const root = folderWith({
    ".git/HEAD": "", "package.json": '{ "name": "shop", "private": true, "dependencies": { "express": "5" } }',
    "back/package.json": '{ "name": "back", "version": "1.0.0" }', "sdk/package.json": '{ "name": "sdk", "version": "1.0.0", "main": "index.js" }',
  });
  const packagesOf = (part: string): string[] => [...(projectFacts(join(root, part, "a.js")).packages ?? [])];
  expect([packagesOf("back"), packagesOf("sdk")]).toEqual([["express"], []]);
});

it("knows programs and the kind of modules", () => {
  const root = folderWith({ ".git/HEAD": "", "package.json": '{"name":"a","type":"module","bin":{"a":"./bin/a.js"}}', "b/package.json": '{"name":"b","bin":"cli.js"}' });
  expect(projectFacts(join(root, "x.js"))).toMatchObject({ moduleKind: "module", programs: new Set([join(root, "bin/a.js")]) });
  expect(projectFacts(join(root, "b/x.js"))).toMatchObject({ moduleKind: "commonjs", programs: new Set([join(root, "b/cli.js")]) });
});

it("knows the size of files below the root and of no others", () => {
  const root = folderWith({ "a/package.json": "{}", "a/data/x.json": "12345", "secret.json": "1" });
  const { sizeOf } = projectFacts(join(root, "a/src/x.js"));
  expect([sizeOf("data/x.json"), sizeOf(join(root, "a/data/x.json")), sizeOf("../secret.json"), sizeOf("data"), sizeOf("none.json"), sizeOf("\0")]).toEqual([5, 5, undefined, undefined, undefined, undefined]);
});
