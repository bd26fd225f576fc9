import type { LintResult } from "../engine/options.ts";
import type { Finding, Language, Severity } from "../finding.ts";

/** What a run found, and how its reader sees it: the one argument of every format. */
export interface Report extends Pick<LintResult, "findings" | "errors" | "summary"> {
  /** URL that the paths of pages follow; ends with `/`. */
  docsBase: string;
  /** `--quiet`: formats for people leave out findings below this severity, and all that is not a finding or an error. */
  quiet?: { least: Severity };
  /** Terminal colours; formats for programs have none. */
  colors: boolean;
  /** Columns that a line may take. */
  width: number;
  /** The text of a file as findings name it; undefined when it cannot be read any more. */
  sourceOf(file: string, language: Language): string | undefined;
}

/** One output format: a whole report as text, with a newline at its end unless empty. */
export type Format = (report: Report) => string;

/** The page that proves or refutes a finding; findings about suppressions have only documentation. */
export const recipeUrl = (report: Report, finding: Finding): string => report.docsBase + (finding.recipe || finding.docs);
