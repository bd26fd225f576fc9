/** Where a module name leads, seen from a file. */
export interface ResolvedModule {
  /** Absolute path of a file of the project, one of those that were given. */
  file: string;
  /** Python: what is left of the dotted name after the module, `.UserService`; "" otherwise. */
  rest: string;
}

/** Finds the files of the project behind the names by which its files import each other. */
export interface Modules {
  /** Undefined where a name leads out of the project, or is not sure to lead to one file. */
  resolve(from: string, module: string): ResolvedModule | undefined;
}

/** Asks once per folder and name. */
export function remembered(folderOf: (file: string) => string, find: (folder: string, module: string) => ResolvedModule | undefined): Modules {
  const known = new Map<string, Map<string, ResolvedModule | undefined>>();
  return {
    resolve(from, module) {
      const folder = folderOf(from);
      let inFolder = known.get(folder);
      if (!inFolder) known.set(folder, (inFolder = new Map()));
      if (inFolder.has(module)) return inFolder.get(module);
      const found = find(folder, module);
      inFolder.set(module, found);
      return found;
    },
  };
}
