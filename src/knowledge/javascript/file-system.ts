import type { CostClass } from "../../finding.ts";
import type { Library, Sink } from "../row.ts";
import { methods } from "../rows.ts";

/** Modules with the interface of `node:fs`. */
const node = ["fs.", "graceful-fs.", "fs-extra.", "fs-promise.", "mz/fs.", "fs-extra-promise."];

/** Rows of synchronous functions: the promise of the same name without `Sync` takes their place. */
function sync(modules: readonly string[], names: string, cost: CostClass, measured?: string): Sink[] {
  return modules.flatMap((module) => names.trim().split(/\s+/).flatMap((name) => {
    const promises = module === "fs-extra." ? "fs-extra" : "fs.promises";
    const instead = `\`await ${promises}.${name.replace(/Sync$/, "")}\``;
    return methods(module, name, { does: "file", cost, blocks: true, instead, measured });
  }));
}

const existsSync = methods(node, "existsSync", {
  does: "file", cost: "C", blocks: true, measured: "~2 µs when warm", instead: "`await fs.promises.access`, or open the file and handle `ENOENT`",
});

export const fileSystem: Library = {
  name: "Node.js file system", packages: [], docs: "https://nodejs.org/api/fs.html",
  sinks: [
    ...sync(node, "readFileSync", "B", "~10 µs for 4 KB when warm"),
    ...sync(node, "writeFileSync appendFileSync copyFileSync readdirSync rmSync", "B"),
    ...sync(node, "cpSync", "A"),
    ...methods(node, "fsyncSync fdatasyncSync", {
      does: "file", cost: "B", blocks: true, instead: "the methods of `await fs.promises.open(...)`",
    }),
    // One buffer at a time: a loop of them costs.
    ...methods(node, "readSync readvSync writeSync writevSync", {
      does: "file", cost: "C", blocks: true, instead: "the methods of `await fs.promises.open(...)`",
    }),
    ...methods(node, "openSync closeSync fstatSync fchmodSync fchownSync futimesSync ftruncateSync", {
      does: "file", cost: "C", blocks: true, instead: "`await fs.promises.open`",
    }),
    ...existsSync,
    ...sync(node, `statSync lstatSync accessSync mkdirSync mkdtempSync realpathSync rmdirSync renameSync unlinkSync linkSync symlinkSync
      readlinkSync truncateSync chmodSync chownSync lchownSync lutimesSync utimesSync statfsSync opendirSync`, "C"),
    ...methods(node, "globSync", { does: "file", cost: "B", blocks: true, instead: "`fs.promises.glob`" }),
    ...sync(["fs-extra."], "copySync", "A"),
    ...sync(["fs-extra."], `readJsonSync readJSONSync writeJsonSync writeJSONSync outputFileSync outputJsonSync outputJSONSync moveSync
      removeSync emptyDirSync emptydirSync`, "B"),
    ...sync(["fs-extra."], `ensureDirSync mkdirsSync mkdirpSync ensureFileSync createFileSync ensureLinkSync ensureSymlinkSync
      pathExistsSync`, "C"),
    ...methods(["fs.promises.", ...node], "readFile writeFile appendFile copyFile readdir rm cp", { does: "file", cost: "B" }),
    ...methods(["fs.promises.", ...node], `stat lstat access mkdir mkdtemp realpath rmdir rename unlink link symlink readlink truncate
      chmod chown utimes open opendir`, { does: "file", cost: "C" }),
    ...methods("fs.promises.open().", "readFile writeFile appendFile read write", { does: "file", cost: "B" }),
    ...methods("fs-extra.", "readJson readJSON writeJson writeJSON outputFile outputJson outputJSON copy move remove emptyDir", { does: "file", cost: "B" }),
    ...methods("fs-extra.", "ensureDir mkdirs mkdirp ensureFile pathExists", { does: "file", cost: "C" }),
  ],
};

const tree = { does: "file", cost: "B", blocks: true } as const;

/** Packages that walk, find or remove files. */
export const fileTools: Library = {
  name: "file tools", packages: ["glob", "fast-glob", "globby", "tiny-glob", "rimraf", "mkdirp", "del", "find-up"],
  docs: "https://github.com/isaacs/node-glob#readme",
  sinks: [
    ...methods(["glob.", "fast-glob.", "globby."], "sync globSync globbySync", { ...tree, instead: "the promise of the same package (`await glob(...)`)" }),
    { call: "tiny-glob/sync", ...tree, instead: "`await glob(...)` of `tiny-glob`" },
    ...methods(["rimraf.", "del."], "sync rimrafSync deleteSync", { ...tree, instead: "the promise of the same package (`await rimraf(...)`)" }),
    ...methods("find-up.", "sync findUpSync", { ...tree, cost: "C", instead: "`await findUp(...)`" }),
    ...methods("mkdirp.", "sync mkdirpSync", { ...tree, cost: "C", instead: "`await fs.promises.mkdir(path, { recursive: true })`" }),
  ],
};
