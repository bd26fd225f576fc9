import type { ModelFacts } from "./models.ts";
import type { ForeignName } from "./summary.ts";

/** What a rule asks other files about something of theirs. */
export interface Question {
  about: Thing["kind"];
  name: ForeignName;
  /** The answer matters only beside others, such as a loop in another file. */
  aside?: true;
}

/** What other files tell about something of theirs. Plain data. */
export type Thing =
  /** Listeners that are added to it stay for as long as it lives, and it lives as long as its module. */
  | { kind: "emitter" }
  /** A class whose instances are rows. */
  | { kind: "model"; facts: ModelFacts }
  /** A container from which another file takes something out. */
  | { kind: "shrunk" }
  /** The file itself is one of several of a project. */
  | { kind: "part"; ofApplication: boolean };

/** An answer, with the key of its question. */
export type Told = readonly [key: string, thing: Thing];

export const keyOfQuestion = ({ about, name: { module, name } }: Question): string => `${about} ${module} ${name}`;

/** Things of other files that rules ask about. A file alone gets no answer; where files are linked, its questions are remembered for the others. */
export class Others {
  readonly asked = new Map<string, Question>();
  readonly #told: ReadonlyMap<string, Thing>;

  constructor(told: readonly Told[] | undefined) {
    this.#told = new Map(told);
  }

  /** Whether something of another module is one to which listeners are added for good. */
  isEmitter(name: ForeignName): boolean {
    return this.#ask({ about: "emitter", name })?.kind === "emitter";
  }

  /** Whether another file takes something out of a container of this one, by the last of its names: `entries` of `Cache.entries`. */
  isShrunk(container: string): boolean {
    const name = /[\w$]+$/.exec(container)?.[0] ?? "";
    return this.#ask({ about: "shrunk", name: { module: "", name } })?.kind === "shrunk";
  }

  /**
   * Whether the file is one of several of an application that are looked at together: there rules see who runs what, and over what, so that what they
   * do not see counts less.
   */
  isPart(): boolean {
    const thing = this.#askForPart();
    return thing?.kind === "part" && thing.ofApplication;
  }

  /** Whether the file is one of several of a project that are looked at together, be it an application or a library. */
  isOneOfSeveral(): boolean {
    return this.#askForPart() !== undefined;
  }

  /** What a class of another module is as a model of rows. */
  model(name: ForeignName): ModelFacts | undefined {
    const thing = this.#ask({ about: "model", name });
    return thing?.kind === "model" ? thing.facts : undefined;
  }

  /** Remembers that a model may be asked about once more is known of the file. */
  mention(name: ForeignName): void {
    const question: Question = { about: "model", name, aside: true };
    const key = keyOfQuestion(question);
    if (!this.asked.has(key)) this.asked.set(key, question);
  }

  #askForPart(): Thing | undefined {
    return this.#ask({ about: "part", name: { module: "", name: "" } });
  }

  #ask(question: Question): Thing | undefined {
    const key = keyOfQuestion(question);
    this.asked.set(key, question);
    return this.#told.get(key);
  }
}
