/** What the nearest manifests say about the project of a file. An absent fact means unknown. */
export interface ProjectFacts {
  /** Folder of the nearest configuration, `.git`, package.json or pyproject.toml upwards; contexts and globs see paths relative to it. */
  root: string;
  /** Dependencies named in the nearest manifest of each kind, or undefined when there is no manifest. */
  packages?: ReadonlySet<string>;
  /** Absolute paths of the programs of the nearest package.json (`bin`). */
  programs: ReadonlySet<string>;
  /** `type` of the nearest package.json. */
  moduleKind?: "module" | "commonjs";
  /** Size in bytes of a file at a constant path below the root; undefined when it is not there or outside. */
  sizeOf(path: string): number | undefined;
}
