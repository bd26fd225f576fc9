import type { Library } from "../row.ts";
import { methods } from "../rows.ts";

const thread = "`await asyncio.to_thread(...)`";
const file = { does: "file", blocks: true } as const;

/** Methods and functions that tell whether a file or folder is there, and where they come from. */
export const absenceChecks: ReadonlySet<string> = new Set(["exists", "lexists", "isfile", "isdir", "is_file", "is_dir"]);
export const pathModules = /^(?:os\.path|pathlib|anyio|aiofiles)\b/;

/** The file of the module, and what finds files beside it. */
export const moduleFile = /\b__file__\b|\bimportlib\.resources\b|\bpkg_resources\b|\bresources\.(?:files|path|open_(?:text|binary))\(/;

/** What makes a folder, one file in it, or a whole tree of files, by the last name. */
export const folderMakers = /^(?:makedirs|mkdir)$/;
export const singleFiles = /^(?:move|copy|copy2|copyfile|write_text|write_bytes|open)$/;
export const treeMakers = /^(?:copytree|extractall|unpack_archive|clone\w*)$/;

/** Files of the standard library. Paths by `pathlib` are known through any chain: `pathlib.Path(base).parent.joinpath(x).read_text`. */
export const files: Library = {
  name: "Python files", packages: [], docs: "https://docs.python.org/3/library/filesys.html",
  sinks: [
    ...methods(["", "io.", "codecs."], "open", { ...file, cost: "B", instead: `${thread}, or \`aiofiles.open\`` }),
    ...methods("pathlib.**.", "read_text read_bytes write_text write_bytes open", { ...file, cost: "B", instead: `${thread}, or \`anyio.Path\`` }),
    ...methods("pathlib.**.", "glob rglob iterdir walk", { ...file, cost: "B", lazy: true, instead: `${thread}, or \`anyio.Path\`` }),
    ...methods(["pathlib.Path#", "pathlib.Path#parent.", "pathlib.Path#joinpath().", "pathlib.Path#with_suffix().", "pathlib.Path#with_name()."], "replace", { ...file, cost: "C", instead: `${thread}, or \`anyio.Path\`` }),
    ...methods("pathlib.**.", `exists is_file is_dir is_symlink is_mount stat lstat mkdir rmdir unlink rename touch resolve chmod
      symlink_to hardlink_to readlink samefile owner group`, { ...file, cost: "C", instead: `${thread}, or \`anyio.Path\`` }),
    ...methods("os.path.", "exists lexists isfile isdir islink ismount getsize getmtime getctime getatime realpath samefile", {
      ...file, cost: "C", instead: `${thread}, or \`anyio.Path\``,
    }),
    ...methods("os.", `stat lstat mkdir makedirs remove unlink rename renames replace rmdir removedirs access chmod chown utime readlink
      symlink link truncate statvfs`, { ...file, cost: "C", instead: thread }),
    ...methods("os.", "listdir scandir fsync", { ...file, cost: "B", instead: thread }),
    { call: "os.walk", ...file, cost: "B", lazy: true, instead: thread },
    ...methods("shutil.", "copytree rmtree make_archive unpack_archive", { ...file, cost: "A", instead: thread }),
    ...methods("shutil.", "copy copy2 copyfile copyfileobj move", { ...file, cost: "B", instead: thread }),
    ...methods("shutil.", "disk_usage copymode copystat which", { ...file, cost: "C", instead: thread }),
    ...methods("glob.", "glob", { ...file, cost: "B", instead: thread }),
    { call: "glob.iglob", ...file, cost: "B", lazy: true, instead: thread },
    ...methods("tempfile.", "NamedTemporaryFile TemporaryFile mkstemp mkdtemp TemporaryDirectory", { ...file, cost: "C", instead: `${thread}, or \`aiofiles.tempfile\`` }),
    ...methods("fileinput.", "input", { ...file, cost: "B", lazy: true, instead: thread }),
    ...methods(["numpy."], "load save savez loadtxt genfromtxt savetxt", { ...file, cost: "B", instead: thread }),
  ],
};

const archive = { does: "compress", blocks: true, instead: thread } as const;

export const archives: Library = {
  name: "Python archives", packages: [], docs: "https://docs.python.org/3/library/archiving.html",
  sinks: [
    ...methods("zipfile.", "ZipFile", { ...archive, cost: "B" }),
    ...methods("tarfile.", "open TarFile.open", { ...archive, cost: "B" }),
    ...methods("zipfile.ZipFile#", "extractall", { ...archive, cost: "A" }),
    ...methods("zipfile.ZipFile#", "extract read write writestr testzip", { ...archive, cost: "B" }),
    ...methods(["tarfile.open().", "tarfile.TarFile#", "tarfile.TarFile.open()."], "extractall", { ...archive, cost: "A" }),
    ...methods(["tarfile.open().", "tarfile.TarFile#", "tarfile.TarFile.open()."], "extract add", { ...archive, cost: "B" }),
    ...methods(["gzip.", "bz2.", "lzma."], "open", { ...archive, cost: "B" }),
    ...methods(["bz2.", "lzma.", "brotli."], "compress", { ...archive, cost: "A" }),
    ...methods(["bz2.", "lzma.", "brotli."], "decompress", { ...archive, cost: "B" }),
    ...methods(["gzip.", "zlib.", "zstandard."], "compress decompress", { ...archive, cost: "B" }),
  ],
};

/** Methods that give the whole text of a file. */
export const wholeTexts: ReadonlySet<string> = new Set(["read", "read_text", "read_bytes", "decode"]);
