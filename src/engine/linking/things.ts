import { keyOfQuestion, type Question, type Thing, type Told } from "../../others.ts";
import type { LinkableSummary } from "../../summary.ts";
import { Models } from "./models.ts";
import type { Names } from "./names.ts";

/** Files that are some of several of a project, and whether that is an application. */
export type Parts = ReadonlyMap<number, boolean>;

const part: Question = { about: "part", name: { module: "", name: "" } };

/** Answers what rules of one file ask about things of others. */
export class Things {
  readonly models: Models;
  readonly #files: readonly LinkableSummary[];
  readonly #names: Names;
  readonly #parts: Parts;
  #containers: ReadonlySet<string> | undefined;

  constructor(files: readonly LinkableSummary[], names: Names, parts: Parts) {
    this.#files = files;
    this.#names = names;
    this.#parts = parts;
    this.models = new Models(files, names);
  }

  /**
   * What there is to tell to a file; what is unknown is left out. `withAside`: also what matters only beside loops of other files; `withPart`: other
   * answers may lead to the question whether the file is one of several.
   */
  told(file: number, questions: readonly Question[], withAside: boolean, withPart: boolean): Told[] {
    const all = withPart && !questions.some(({ about }) => about === "part") ? [...questions, part] : questions;
    return all.flatMap((question): Told[] => {
      if (question.aside && !withAside) return [];
      const thing = this.#thing(file, question);
      return thing ? [[keyOfQuestion(question), thing]] : [];
    });
  }

  #thing(file: number, { about, name }: Question): Thing | undefined {
    switch (about) {
      case "emitter": return this.#names.isAdder(file, name) ? { kind: "emitter" } : undefined;
      case "model": {
        const facts = this.models.facts(file, name);
        return facts && { kind: "model", facts };
      }
      case "part": {
        const ofApplication = this.#parts.get(file);
        return ofApplication === undefined ? undefined : { kind: "part", ofApplication };
      }
      case "shrunk": return [name.name, "default"].some((one) => this.#shrunk.has(`${file} ${one}`)) ? { kind: "shrunk" } : undefined;
    }
  }

  /** Containers that files take something out of which are not their own: by the files that may hold them, and the last of their names. */
  get #shrunk(): ReadonlySet<string> {
    if (this.#containers) return this.#containers;
    const found = new Set<string>();
    for (const [from, { shrinks = [] }] of this.#files.entries()) {
      for (const name of shrinks) {
        for (const { file, member } of this.#names.holders(from, name)) if (file !== from) found.add(`${file} ${member}`);
      }
    }
    return (this.#containers = found);
  }
}
