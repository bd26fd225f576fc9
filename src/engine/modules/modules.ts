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
  const ofFile = new Map<string, Map<string, ResolvedModule | undefined>>();
  return {
    resolve(from, module) {
      let inFolder = ofFile.get(from);
      if (!inFolder) {
        const folder = folderOf(from);
        inFolder = known.get(folder) ?? new Map<string, ResolvedModule | undefined>();
        known.set(folder, inFolder);
        ofFile.set(from, inFolder);
      }
      const before = inFolder.get(module);
      if (before !== undefined || inFolder.has(module)) return before;
      const found = find(folderOf(from), module);
      inFolder.set(module, found);
      return found;
    },
  };
}
