/** Where code runs. */
export type Context =
  | "request" // once per request: HTTP handler, GraphQL root resolver, RPC method
  | "event" // once per event or message: listener, socket message, queue consumer
  | "scheduled" // by a timer or cron
  | "startup" // once per process, before it serves
  | "cli" // scripts, seeds, migrations, command line programs
  | "build" // configuration of build tools, code that runs while building
  | "test"
  | "worker" // a worker thread or process of its own
  | "browser"
  | "generated" // generated or vendored: not linted
  | "unknown"; // nobody in sight calls it

/** All contexts, for checking what users write. */
export const contexts: readonly Context[] = [
  "request", "event", "scheduled", "startup", "cli", "build", "test", "worker", "browser", "generated", "unknown",
];

/** Files that are known by their place in the project. `files` are globs relative to the project root. */
export interface FileContext {
  files: readonly string[];
  context: Context;
  /** In plain words, for messages: "test file", "migration". */
  how: string;
  /** Also what handles requests here serves the one person who sets something up or tries it out. */
  servesOne?: true;
  /** Also for a package with a manifest of its own in such a folder of its repository. */
  packages?: true;
}
