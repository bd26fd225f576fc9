import { describe, expect, it } from "vitest";
import { pythonModules } from "../../../src/engine/modules/python.ts";
import { asking, type Layout } from "./layout.ts";

const inPython = (layout: Layout): ((from: string, module: string) => string) => asking(layout, /\.pyi?$/, pythonModules);

describe("relative names in Python", () => {
  const ask = inPython({ "app/__init__.py": "", "app/api.py": "", "app/users.py": "", "app/deep/__init__.py": "", "app/deep/one.py": "", "app/models/__init__.py": "" });
  it.each([
    ["app/api.py", ".users.load", "app/users.py .load"],
    ["app/api.py", ".users", "app/users.py"],
    ["app/api.py", ".users.Users#load", "app/users.py .Users#load"],
    ["app/deep/one.py", "..models.User", "app/models/__init__.py .User"],
    ["app/deep/one.py", "..users.load", "app/users.py .load"],
    ["app/deep/__init__.py", ".one.run", "app/deep/one.py .run"],
    ["app/api.py", ".deep.one.run", "app/deep/one.py .run"],
    ["app/api.py", ".settings", "app/__init__.py .settings"],
    ["app/api.py", ".", "app/__init__.py"],
    ["app/deep/one.py", "....users.load", ""],
  ])("from %s, %s leads to %s", (from, module, to) => expect(ask(from, module)).toBe(to));
});

describe("absolute names in Python", () => {
  const app = { "app/__init__.py": "", "app/users.py": "", "app/api/__init__.py": "", "app/api/routes.py": "" };
  it("start where the packages of the file stand", () => {
    const ask = inPython({ ...app, "tests/test_api.py": "", "run.py": "" });
    expect(ask("app/api/routes.py", "app.users.UserService")).toBe("app/users.py .UserService");
    expect(ask("app/api/routes.py", "app.api.routes.get")).toBe("app/api/routes.py .get");
    expect(ask("tests/test_api.py", "app.users.load")).toBe("app/users.py .load");
    expect(ask("run.py", "app.make")).toBe("app/__init__.py .make");
    expect(ask("run.py", "app")).toBe("app/__init__.py");
  });
  it("are not found where no file of the project has them", () => {
    const ask = inPython({ ...app, "app/logging.py": "" });
    for (const name of ["requests.get", "users.load", "logging.getLogger", "app..users", ""]) expect(ask("app/api/routes.py", name)).toBe("");
  });
  it("take a package before a module, and a module before its stub", () => {
    const ask = inPython({ ...app, "app/jobs.py": "", "app/jobs/__init__.py": "", "app/users.pyi": "", "app/native.pyi": "" });
    expect(ask("run.py", "app.jobs.start")).toBe("app/jobs/__init__.py .start");
    expect(ask("run.py", "app.users.load")).toBe("app/users.py .load");
    expect(ask("run.py", "app.native.load")).toBe("app/native.pyi .load");
  });
  it("lead through folders without __init__.py", () => {
    const ask = inPython({ "company/billing/invoices.py": "", "company/billing/api/routes.py": "", "main.py": "" });
    expect(ask("main.py", "company.billing.invoices.send")).toBe("company/billing/invoices.py .send");
    expect(ask("company/billing/api/routes.py", "company.billing.invoices.send")).toBe("company/billing/invoices.py .send");
    expect(ask("main.py", "company.billing.missing")).toBe("");
  });
  it("start in src, too", () => {
    const ask = inPython({ "src/shop/__init__.py": "", "src/shop/orders.py": "", "tests/test_orders.py": "", "pyproject.toml": "" });
    expect(ask("tests/test_orders.py", "shop.orders.place")).toBe("src/shop/orders.py .place");
  });
  it.each([
    ["pyproject.toml", '[tool.setuptools.packages.find]\nwhere = ["code"]'],
    ["pyproject.toml", '[tool.setuptools]\npackage-dir = { "" = "code" }'],
    ["pyproject.toml", '[[tool.poetry.packages]]\ninclude = "shop"\nfrom = "code"'],
    ["pyproject.toml", '[tool.pytest.ini_options]\npythonpath = ["code"]'],
    ["pyproject.toml", '[tool.hatch.build.targets.wheel]\npackages = ["code/shop"]'],
    ["setup.cfg", "[options]\npackage_dir =\n    =code\n"],
    ["setup.cfg", "[options.packages.find]\nwhere = code\n"],
  ])("start where %s says: %s", (name, text) => {
    const ask = inPython({ "code/shop/__init__.py": "", "code/shop/orders.py": "", "tests/test_orders.py": "", [name]: text });
    expect(ask("tests/test_orders.py", "shop.orders.place")).toBe("code/shop/orders.py .place");
  });
  it("are not found by a broken manifest", () => {
    const ask = inPython({ "code/shop/__init__.py": "", "tests/test_orders.py": "", "pyproject.toml": "[tool" });
    expect(ask("tests/test_orders.py", "shop.orders.place")).toBe("");
  });
});

describe("several projects in one repository", () => {
  const services = {
    "one/pyproject.toml": "", "one/app/__init__.py": "", "one/app/users.py": "", "one/main.py": "",
    "two/pyproject.toml": "", "two/app/__init__.py": "", "two/app/users.py": "", "two/app/orders.py": "", "two/main.py": "",
  };
  it("keep to the nearest", () => {
    const ask = inPython(services);
    expect(ask("one/main.py", "app.users.load")).toBe("one/app/users.py .load");
    expect(ask("two/main.py", "app.users.load")).toBe("two/app/users.py .load");
  });
  it("do not lend each other modules of a package that both have", () => {
    expect(inPython(services)("one/main.py", "app.orders.place")).toBe("one/app/__init__.py .orders.place");
  });
  it("take what only one of the others has, and nothing where two could be meant", () => {
    const ask = inPython({ ...services, "libs/shared/pyproject.toml": "", "libs/shared/src/shared/__init__.py": "", "libs/shared/src/shared/db.py": "", "other.py": "" });
    expect(ask("one/main.py", "shared.db.connect")).toBe("libs/shared/src/shared/db.py .connect");
    expect(ask("other.py", "app.users.load")).toBe("");
  });
  it("put a namespace together from all of them", () => {
    const ask = inPython({ "a/pyproject.toml": "", "a/src/acme/core/__init__.py": "", "b/pyproject.toml": "", "b/src/acme/web/__init__.py": "", "b/src/acme/web/app.py": "" });
    expect(ask("b/src/acme/web/app.py", "acme.core.run")).toBe("a/src/acme/core/__init__.py .run");
    expect(ask("a/src/acme/core/__init__.py", "acme.web.app.make")).toBe("b/src/acme/web/app.py .make");
  });
});

describe("files that are called like a library", () => {
  const files = { "app/__init__.py": "", "app/core/celery.py": "", "app/core/tasks.py": "" };
  it("are not what a manifest lists", () => {
    expect(inPython({ ...files, "requirements.txt": "celery==5\n" })("app/core/tasks.py", "celery.Celery")).toBe("");
    expect(inPython({ ...files, "requirements.txt": "redis==5\n" })("app/core/tasks.py", "celery.Celery")).toBe("app/core/celery.py .Celery");
  });
  it("are what it lists where a project of the repository is the library", () => {
    const ask = inPython({
      "web/pyproject.toml": '[project]\ndependencies = ["acme-core"]', "web/main.py": "",
      "core/pyproject.toml": '[project]\nname = "acme-core"', "core/src/acme_core/__init__.py": "", "core/src/acme_core/db.py": "",
    });
    expect(ask("web/main.py", "acme_core.db.connect")).toBe("core/src/acme_core/db.py .connect");
  });
  it("are what it lists where that is the project itself", () => {
    const ask = inPython({ "pyproject.toml": '[project]\nname = "shop"\ndependencies = []\noptional-dependencies = { all = ["shop[web]"] }', "shop/__init__.py": "", "shop/api.py": "" });
    expect(ask("shop/api.py", "shop.api.get")).toBe("shop/api.py .get");
  });
  it("are not packages above that a name would have to go through", () => {
    const ask = inPython({ "app/__init__.py": "", "app/redis.py": "", "app/health/checks.py": "" });
    expect(ask("app/health/checks.py", "redis.Redis")).toBe("");
    expect(ask("app/health/checks.py", "app.redis.make")).toBe("app/redis.py .make");
  });
});
