import type { Dirent } from "node:fs";

/** Distributions that most sets of libraries contain, as their folders and files are named. */
const common: ReadonlySet<string> = new Set([
  "attr", "bs4", "certifi", "chardet", "charset_normalizer", "cherrypy", "click", "dateutil", "future", "html5lib", "idna", "jinja2", "mako", "markupsafe", "pygments", "pytz", "requests",
  "simplejson", "six.py", "soupsieve", "typing_extensions.py", "tzlocal", "urllib3", "webencodings", "werkzeug", "yaml",
]);
/** So many of them do not stand side by side in a package of one's own. */
const MANY = 4;

/**
 * Whether a folder holds installed libraries: a virtual environment, a target of `pip install` (which leaves a `*.dist-info` beside each package), or
 * copies of several common distributions that a program ships.
 */
export const isInstalled = (entries: readonly Dirent[]): boolean =>
  entries.some((one) => one.name === "pyvenv.cfg" || (one.name.endsWith(".dist-info") && one.isDirectory()))
  || entries.filter(({ name }) => common.has(name)).length >= MANY;
