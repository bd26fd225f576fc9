import { mkdirSync, readFileSync, readdirSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { ResolverFactory } from "oxc-resolver";
import { describe, expect, it } from "vitest";
import { javascriptModules } from "../../../src/engine/modules/javascript.ts";
import { asking, folderOf, type Layout } from "./layout.ts";

const inJavaScript = (layout: Layout): ((from: string, module: string) => string) => asking(layout, /\.[cm]?[jt]sx?$/, javascriptModules);

describe("relative names in JavaScript", () => {
  const ask = inJavaScript({
    "src/api.ts": "", "src/users.ts": "", "src/view.tsx": "", "src/old.js": "", "src/both.ts": "", "src/both.js": "", "src/esm.mts": "", "src/cjs.cts": "", "src/user.test.ts": "",
    "src/jobs/index.ts": "", "src/jobs.config.ts": "", "src/orders.ts": "", "src/orders/index.ts": "", "src/data.json": {}, "src/typed.d.ts": "", "src/code.d.ts": "", "src/code.js": "",
    "src/legacy/package.json": { main: "lib/main.js" }, "src/legacy/lib/main.js": "", "src/legacy/index.js": "", "index.js": "",
  });
  it.each([
    ["src/api.ts", "./users", "src/users.ts"],
    ["src/api.ts", "./users.ts", "src/users.ts"],
    ["src/api.ts", "./users.js", "src/users.ts"],
    ["src/api.ts", "./view.js", "src/view.tsx"],
    ["src/api.ts", "./view.jsx", "src/view.tsx"],
    ["src/api.ts", "./esm.mjs", "src/esm.mts"],
    ["src/api.ts", "./cjs.cjs", "src/cjs.cts"],
    ["src/api.ts", "./old", "src/old.js"],
    ["src/api.ts", "./both", "src/both.ts"],
    ["src/api.ts", "./user.test", "src/user.test.ts"],
    ["src/api.ts", "./jobs.config", "src/jobs.config.ts"],
    ["src/api.ts", "./jobs", "src/jobs/index.ts"],
    ["src/api.ts", "./jobs/index.js", "src/jobs/index.ts"],
    ["src/api.ts", "./orders", "src/orders.ts"],
    ["src/api.ts", "./orders/", "src/orders/index.ts"],
    ["src/orders/index.ts", "..", ""],
    ["src/orders/index.ts", ".", "src/orders/index.ts"],
    ["src/api.ts", "..", "index.js"],
    ["src/api.ts", "./code", "src/code.js"],
    ["src/api.ts", "./typed", "src/typed.d.ts"],
    ["src/api.ts", "./legacy", "src/legacy/lib/main.js"],
    ["src/api.ts", "./data.json", ""],
    ["src/api.ts", "./missing", ""],
    ["src/api.ts", "./users?raw", ""],
    ["src/api.ts", "/src/users", ""],
  ])("from %s, %s leads to %s", (from, module, to) => expect(ask(from, module)).toBe(to));

  it("lead where the library says, in this project", () => {
    const root = fileURLToPath(new URL("../../..", import.meta.url));
    const names = ["src", "test", "bench", "scripts"].flatMap((folder) => readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((name) => join(root, folder, name)));
    const files = names.filter((name) => /\.m?[jt]s$/.test(name));
    const library = new ResolverFactory({ extensions: [".ts", ".js", ".mjs"] });
    const modules = javascriptModules(files);
    let asked = 0;
    for (const file of files) {
      for (const [, module = ""] of readFileSync(file, "utf8").matchAll(/^(?:import|export) .* from "(\.[^"]+)";$/gm)) {
        // What is built stands for its source.
        if (module.startsWith("../dist/")) continue;
        asked++;
        const path = library.sync(dirname(file), module).path;
        expect(modules.resolve(file, module)?.file, `${module} of ${file}`).toBe(path !== undefined && files.includes(path) ? path : undefined);
      }
    }
    expect(asked).toBeGreaterThan(500);
  });
  it("lead through links of folders", () => {
    const root = folderOf({ "shared/db.ts": "", "app/main.ts": "" });
    symlinkSync(join(root, "shared"), join(root, "app/shared"));
    const modules = javascriptModules([join(root, "shared/db.ts"), join(root, "app/main.ts")]);
    expect(modules.resolve(join(root, "app/main.ts"), "./shared/db")?.file).toBe(join(root, "shared/db.ts"));
  });
  it("are found when the project itself is named through a link", () => {
    const real = folderOf({ "p/lib/package.json": { main: "./main.js" }, "p/lib/main.js": "", "p/a.js": "" });
    symlinkSync(join(real, "p"), join(real, "q"));
    const files = ["lib/main.js", "a.js"].map((name) => join(real, "q", name));
    expect(javascriptModules(files).resolve(files[1] as string, "./lib")?.file).toBe(files[0]);
  });
});

describe("names by tsconfig.json", () => {
  const src = { "src/api/routes.ts": "", "src/users.ts": "", "src/lib/db.ts": "", "lib2/db.ts": "" };
  const withConfig = (config: object | string, more: Layout = {}): ((from: string, module: string) => string) => inJavaScript({ ...src, "tsconfig.json": config, ...more });

  it("follow paths: exact names first, then the longest pattern, then further targets", () => {
    const ask = withConfig({ compilerOptions: { paths: { "@/*": ["./nowhere/*", "./src/*"], "@/lib/*": ["./lib2/*"], "users": ["./src/users.ts"], "*/of": ["./src/*"] } } });
    expect(ask("src/api/routes.ts", "@/users")).toBe("src/users.ts");
    expect(ask("src/api/routes.ts", "@/lib/db")).toBe("lib2/db.ts");
    expect(ask("src/api/routes.ts", "users")).toBe("src/users.ts");
    expect(ask("src/api/routes.ts", "users/of")).toBe("src/users.ts");
    expect(ask("src/api/routes.ts", "@/./api//routes")).toBe("src/api/routes.ts");
    expect(ask("src/api/routes.ts", "@/missing")).toBe("");
  });
  it("follow baseUrl", () => {
    const ask = withConfig({ compilerOptions: { baseUrl: "src", paths: { "~/*": ["lib/*"] } } });
    expect(ask("src/api/routes.ts", "users")).toBe("src/users.ts");
    expect(ask("src/api/routes.ts", "~/db")).toBe("src/lib/db.ts");
    expect(ask("src/api/routes.ts", "express")).toBe("");
  });
  it("do not follow baseUrl to what is listed as a package", () => {
    const config = { compilerOptions: { baseUrl: "." } };
    const ask = (dependencies: object): string => withConfig(config, { "package.json": { dependencies }, "vite/index.ts": "" })("src/users.ts", "vite");
    expect(ask({ vite: "^7.0.0" })).toBe("");
    expect(ask({})).toBe("vite/index.ts");
  });
  it("read comments and trailing commas", () => {
    const ask = withConfig('\uFEFF{\n  // "paths": "not this",\n  "compilerOptions": { /* here */ "paths": { "@/*": ["./src/*",], "//": ["x"], }, },\n}');
    expect(ask("src/api/routes.ts", "@/users")).toBe("src/users.ts");
  });
  it.each(["{ broken", "[]", "null", '{"compilerOptions": 3, "extends": {}, "references": "x"}', '{"compilerOptions": {"paths": {"@/*": "./src/*", "~/*": [1]}, "baseUrl": 4}}'])(
    "are unknown by %s", (config) => {
      const ask = withConfig(config);
      expect(ask("src/api/routes.ts", "@/users")).toBe("");
      expect(ask("src/api/routes.ts", "../users")).toBe("src/users.ts");
    },
  );
  it("inherit through extends, relative to where they are written", () => {
    const ask = withConfig({ extends: ["./config/none.json", "./config/base"] }, { "config/base.json": { compilerOptions: { paths: { "@/*": ["../src/*"], "~/*": ["${configDir}/src/*"] } } } });
    expect(ask("src/api/routes.ts", "@/users")).toBe("src/users.ts");
    expect(ask("src/api/routes.ts", "~/users")).toBe("src/users.ts");
  });
  it("hold although what is extended is not installed, or extends itself", () => {
    const paths = { "@/*": ["./src/*"] };
    expect(withConfig({ extends: "@acme/tsconfig/base.json", compilerOptions: { paths } })("src/api/routes.ts", "@/users")).toBe("src/users.ts");
    expect(withConfig({ extends: "./tsconfig.json", compilerOptions: { paths } })("src/api/routes.ts", "@/users")).toBe("src/users.ts");
  });
  it("extend a package of the repository", () => {
    const config = { "packages/config/package.json": { name: "@acme/config" }, "packages/config/base.json": { compilerOptions: { paths: { "@/*": ["${configDir}/src/*"] } } }, "packages/config/x.js": "" };
    expect(withConfig({ extends: "@acme/config/base" }, config)("src/api/routes.ts", "@/users")).toBe("src/users.ts");
  });
  it("come from the nearest configuration, jsconfig.json too", () => {
    const ask = inJavaScript({
      "tsconfig.json": { compilerOptions: { paths: { "@/*": ["./one/*"] } } }, "one/a.ts": "", "one/b.ts": "",
      "two/jsconfig.json": { compilerOptions: { paths: { "@/*": ["./*"] } } }, "two/a.js": "", "two/b.js": "", "three/tsconfig.json": {}, "three/a.ts": "",
    });
    expect(ask("one/a.ts", "@/b")).toBe("one/b.ts");
    expect(ask("two/a.js", "@/b")).toBe("two/b.js");
    expect(ask("three/a.ts", "@/b")).toBe("");
  });
  it("come from references where the configuration only lists them, if they agree", () => {
    const part = (folder: string): object => ({ compilerOptions: { paths: { "@/*": [`./${folder}/*`] } } });
    const ask = (other: string): string => withConfig({ files: [], references: [{ path: "./tsconfig.app.json" }, { path: "./tsconfig.node.json" }, { path: "./none" }] }, {
      "tsconfig.app.json": part("src"), "tsconfig.node.json": part(other), "other/users.ts": "",
    })("src/api/routes.ts", "@/users");
    expect(ask("src")).toBe("src/users.ts");
    expect(ask("other")).toBe("");
  });
});

describe("the library", () => {
  it("reads the same from configurations that it can load", () => {
    const layout = {
      "base.json": { compilerOptions: { baseUrl: "./web", paths: { "@/*": ["app/*"], "@/lib/*": ["shared/*"], "db": ["shared/db.ts"], "all/*": ["none/*", "app/*"] } } },
      "web/tsconfig.json": { extends: "../base.json", compilerOptions: { strict: true } },
      "web/app/main.ts": "", "web/app/users.ts": "", "web/app/ui/index.tsx": "", "web/shared/db.ts": "", "web/shared/lib/db.ts": "", "web/db/index.ts": "",
      "api/tsconfig.json": { files: [], references: [{ path: "./tsconfig.app.json" }] }, "api/tsconfig.app.json": { compilerOptions: { paths: { "~/*": ["./src/*"] } } },
      "api/src/main.ts": "", "api/src/users.ts": "",
    };
    const root = folderOf(layout);
    const files = Object.keys(layout).filter((name) => /\.tsx?$/.test(name)).map((name) => join(root, name));
    const modules = javascriptModules(files);
    for (const part of ["web", "api"]) {
      const library = new ResolverFactory({ extensions: [".ts", ".tsx"], extensionAlias: { ".js": [".ts"] }, tsconfig: { configFile: join(root, part, "tsconfig.json"), references: "auto" } });
      for (const from of files.filter((file) => file.startsWith(join(root, part)))) {
        for (const module of ["@/users", "@/users.js", "@/ui", "@/lib/db", "@/none", "db", "all/users", "app/main", "shared/lib/db", "~/users", "users", "express"]) {
          expect(modules.resolve(from, module)?.file, `${module} of ${from}`).toBe(library.sync(dirname(from), module).path);
        }
      }
    }
  });
});

describe("names of packages of the repository", () => {
  const core = (manifest: object): Layout => ({ "packages/core/package.json": { name: "@acme/core", version: "2.1.0", ...manifest }, "packages/core/src/index.ts": "", "packages/core/src/db/pool.ts": "" });
  const api = (dependencies: object): Layout => ({ "apps/api/package.json": { name: "api", dependencies }, "apps/api/main.ts": "" });
  const ask = (manifest: object, module: string, more: Layout = {}): string => inJavaScript({ ...core(manifest), ...api({ "@acme/core": "workspace:*" }), ...more })("apps/api/main.ts", module);

  it.each([
    ["the source", { main: "src/index.ts" }, "@acme/core", "packages/core/src/index.ts"],
    ["output that is not there", { main: "dist/index.js" }, "@acme/core", "packages/core/src/index.ts"],
    ["output without an end", { main: "./dist/index" }, "@acme/core", "packages/core/src/index.ts"],
    ["nothing", {}, "@acme/core", "packages/core/src/index.ts"],
    ["a bundle", { main: "dist/core.cjs.js", module: "dist/core.esm.js" }, "@acme/core", "packages/core/src/index.ts"],
    ["exports", { exports: "./dist/index.js" }, "@acme/core", "packages/core/src/index.ts"],
    ["conditions", { exports: { import: "./dist/esm/index.mjs", require: "./dist/cjs/index.cjs" } }, "@acme/core", "packages/core/src/index.ts"],
    ["a path below", { exports: { "./pool": { types: "./dist/db/pool.d.ts", default: "./dist/db/pool.js" } } }, "@acme/core/pool", "packages/core/src/db/pool.ts"],
    ["a pattern", { exports: { "./*": "./dist/*.js", "./private/*": null } }, "@acme/core/db/pool", "packages/core/src/db/pool.ts"],
    ["no such export", { exports: { ".": "./dist/index.js" } }, "@acme/core/db/pool", ""],
    ["a private export", { exports: { "./*": "./dist/*.js", "./db/*": null } }, "@acme/core/db/pool", ""],
    ["another platform", { exports: { "./pool": { browser: "./src/db/pool.ts" } } }, "@acme/core/pool", ""],
    ["files below", {}, "@acme/core/src/db/pool", "packages/core/src/db/pool.ts"],
    ["output below", {}, "@acme/core/dist/db/pool", "packages/core/src/db/pool.ts"],
  ])("lead to the source by %s", (_, manifest, module, to) => expect(ask(manifest, module)).toBe(to));

  it("lead from build output to its source by outDir and rootDir", () => {
    const config = { "packages/core/tsconfig.build.json": { compilerOptions: { outDir: "./made", rootDir: "./code" } }, "packages/core/code/start.ts": "" };
    expect(ask({ main: "made/start.js" }, "@acme/core", config)).toBe("packages/core/code/start.ts");
    expect(ask({ exports: { "./start": "./made/start.js", "./none": "./made/none.js" } }, "@acme/core/none", config)).toBe("");
  });
  it("lead from a folder called like output to no other file, where it has files of the project", () => {
    const files = { "package.json": { name: "web" }, "lib/auth.ts": "", "client.ts": "", "src/client.ts": "" };
    expect(inJavaScript(files)("client.ts", "./lib/client")).toBe("");
    expect(inJavaScript(files)("client.ts", "./build/client")).toBe("src/client.ts");
  });
  it("lead to the source although it was built and linked", () => {
    const root = folderOf({ ...core({ main: "dist/index.js" }), ...api({ "@acme/core": "workspace:*" }), "packages/core/dist/index.js": "" });
    mkdirSync(join(root, "apps/api/node_modules/@acme"), { recursive: true });
    symlinkSync(join(root, "packages/core"), join(root, "apps/api/node_modules/@acme/core"));
    const files = ["packages/core/src/index.ts", "apps/api/main.ts"].map((name) => join(root, name));
    expect(javascriptModules(files).resolve(files[1] as string, "@acme/core")?.file).toBe(files[0]);
  });
  it("lead to a package itself, and to its private names", () => {
    const own = inJavaScript(core({ main: "dist/index.js", imports: { "#db/*": "./src/db/*.ts", "#built": { node: "./dist/db/pool.js" } } }));
    expect(own("packages/core/src/db/pool.ts", "@acme/core")).toBe("packages/core/src/index.ts");
    expect(own("packages/core/src/index.ts", "#db/pool")).toBe("packages/core/src/db/pool.ts");
    expect(own("packages/core/src/index.ts", "#built")).toBe("packages/core/src/db/pool.ts");
    expect(own("packages/core/src/index.ts", "#none")).toBe("");
  });
  it.each([["workspace:^", true], ["^2.0.0", true], ["*", true], ["file:../../packages/core", true], ["^1.4.0", false], ["npm:other@2.0.0", false], ["github:acme/core", false]])(
    "lead to the package by the version %s: %s", (version, isOwn) => {
      const found = inJavaScript({ ...core({}), ...api({ "@acme/core": version }) })("apps/api/main.ts", "@acme/core");
      expect(found).toBe(isOwn ? "packages/core/src/index.ts" : "");
    },
  );
  it("lead nowhere where two packages have the name, and to no standard module", () => {
    expect(ask({}, "@acme/core", { "copies/core/package.json": { name: "@acme/core" }, "copies/core/index.js": "" })).toBe("");
    expect(ask({}, "events", { "packages/events/package.json": { name: "events" }, "packages/events/index.js": "" })).toBe("");
    expect(ask({}, "express")).toBe("");
  });
  it("are unknown by a broken manifest", () => {
    const found = inJavaScript({ "packages/core/package.json": '{ "name": "@acme/core", ', "packages/core/index.js": "", "main.js": "" });
    expect(found("main.js", "@acme/core")).toBe("");
    expect(found("main.js", "./packages/core")).toBe("packages/core/index.js");
  });
  it("never lead below node_modules", () => {
    const root = folderOf({ "node_modules/kept/index.js": "", "main.js": "" });
    const files = ["node_modules/kept/index.js", "main.js"].map((name) => join(root, name));
    expect(javascriptModules(files).resolve(files[1] as string, "kept")).toBeUndefined();
    expect(javascriptModules(files).resolve(files[1] as string, "./node_modules/kept")).toBeUndefined();
  });
});
