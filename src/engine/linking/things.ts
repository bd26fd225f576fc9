import { keyOfQuestion, type Question, type Thing, type Told } from "../../others.ts";
import type { LinkableSummary } from "../../summary.ts";
import { Models } from "./models.ts";
import type { Names } from "./names.ts";

/** Files that are some of several of a project, and whether that is an application. */
export type Parts = ReadonlyMap<number, boolean>;

/** What else is known of a file when it is told about things. */
export interface Beside {
  /** It is told loops of other files, beside which more matters. */
  hasLoops: boolean;
  /** It is told loops, or anything else of who calls it. */
  isTold: boolean;
  /** Something was found in it already. */
  hasFindings: boolean;
}

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

  /** What there is to tell to a file; what is unknown is left out. */
  told(file: number, questions: readonly Question[], { hasLoops, isTold, hasFindings }: Beside): Told[] {
    const tell = (question: Question): Told[] => {
      const thing = this.#thing(file, question);
      return thing ? [[keyOfQuestion(question), thing]] : [];
    };
    const isPart = ({ about }: Question): boolean => about === "part";
    const things = questions.filter((one) => !isPart(one) && (hasLoops || one.aside !== true)).flatMap(tell);
    // That the file is one of several only takes back: what was found, and what may be found by other answers.
    return isTold || things.length > 0 || (hasFindings && questions.some(isPart)) ? [...things, ...tell(part)] : things;
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
