import picocolors from "picocolors";
import type { Proved, ProveSubject } from "../engine/prove.ts";
import type { Series } from "../regex/prove.ts";
import type { Growth, Sample } from "../regex/prove-growth.ts";
import { attackText } from "../regex/words.ts";
import { printable } from "../report/excerpt.ts";

/** What is shown of a run. */
interface Given {
  proved: readonly Proved[];
  /** Patterns of the line for which there was no time. */
  untried: number;
  /** The file that they stand in. */
  file?: string;
}

type Colors = ReturnType<typeof picocolors.createColors>;

const MAX_PATTERN = 300;

export function proofsInText({ proved, untried, file }: Given, hasColors: boolean): string {
  const colors = picocolors.createColors(hasColors);
  const blocks = proved.map((one) => blockOf(one, file, colors));
  if (untried > 0) blocks.push(`${untried} more ${untried === 1 ? "pattern stands" : "patterns stand"} in this line: name the column, as in FILE:LINE:COLUMN.\n`);
  return blocks.join("\n");
}

function blockOf({ subject, verdict, proof, isTranslated }: Proved, file: string | undefined, colors: Colors): string {
  const place = file === undefined || subject.line === undefined ? "" : `${colors.underline(printable(file))}:${subject.line}:${subject.column ?? 1}\n`;
  const head = `${place}${colors.bold(patternText(subject))}  ${colors.dim(`${subject.language === "python" ? "Python" : "JavaScript"}, ${subject.mode}`)}`;
  if ("failed" in proof) return `${head}\n  not tried: ${printable(proof.failed)}\n`;
  const { best, engine, tried } = proof;
  const over = best.attack.all ? ", over all matches" : "";
  const origin = best.attack === verdict?.attack ? "found by the analysis" : verdict ? "made of the pattern's own characters" : "made of the pattern's own characters: the analysis finds nothing";
  const translated = isTranslated ? "\n  no python3 was found, so the pattern is tried in translation, on V8" : "";
  const lines = [head, `  on ${attackIn(subject, best)} ${colors.dim(`(${origin}${over})`)}${translated}`, "", ...tableOf(best, engine, colors), "", `  ${verdictText(best, tried, colors)}`];
  return `${lines.join("\n")}\n`;
}

function patternText({ language, pattern, flags }: ProveSubject): string {
  const text = printable(pattern.length > MAX_PATTERN ? `${pattern.slice(0, MAX_PATTERN)}…` : pattern);
  if (language === "javascript") return `/${text.replaceAll(/(?<!\\)\//g, "\\/")}/${flags}`;
  return `r"${text}"${flags === "" ? "" : ` (${flags})`}`;
}

const attackIn = ({ language }: ProveSubject, { attack }: Series): string => {
  const repeat = language === "python" ? (pump: string): string => `${pump} * n` : (pump: string): string => `${pump}.repeat(n)`;
  return attackText({ ...attack, times: undefined }, repeat, `${JSON.stringify(`${attack.prefix}${attack.pump}`.slice(0, 60))}…, the part after the first ${attack.prefix.length} characters repeated`);
};

/** Length and time, the times between two doublings apart. */
function tableOf({ samples, between }: Series, engine: string, colors: Colors): string[] {
  const isWorthIt = ({ ms, stopped }: Sample, index: number): boolean => stopped === true || ms >= 0.05 || index >= samples.length - 3;
  const shown = samples.filter(isWorthIt);
  const rows = between.length > 0 ? [...shown.slice(0, -1), ...between.filter(({ stopped }) => !stopped), ...shown.slice(-1)] : shown;
  const width = Math.max(10, ...rows.map(({ length }) => number(length).length));
  const row = (length: string, time: string): string => `    ${length.padStart(width)}  ${time.padStart(14)}`;
  return [colors.dim(`${row("characters", "CPU time")}   ${engine}`), ...rows.map((one) => row(number(one.length), one.stopped ? `> ${time(one.ms)}` : time(one.ms)) + (one.stopped ? "   stopped" : ""))];
}

const number = (value: number): string => String(value).replaceAll(/\B(?=(?:\d{3})+$)/g, ",");
const time = (ms: number): string => (ms >= 1_000 ? `${(ms / 1_000).toFixed(1)} s` : ms >= 10 ? `${ms.toFixed(0)} ms` : `${ms.toFixed(2)} ms`);

const powers = ["", "", "the square", "the cube"];

function verdictText({ growth, samples, failed }: Series, tried: number, colors: Colors): string {
  const { shown, kind, slope, doublings, factor } = growth;
  const measured = slope === undefined ? "" : `twice the text takes ${times(2 ** slope)} as long (log2 slope ${slope.toFixed(2)}, last ${doublings === 1 ? "doubling" : `${doublings} doublings`})`;
  if (kind === "exponential") {
    const each = factor === undefined ? "" : `: each further character multiplies the time by ${factor.toFixed(factor < 1.2 ? 2 : 1)}`;
    return `${colors.red("Super-linear growth is shown")}: exponential${each}.`;
  }
  if (shown) return `${colors.red("Super-linear growth is shown")}: ${measured}, about ${powers[Math.round(slope ?? 2)] ?? `the ${Math.round(slope ?? 2)}th power`} of the length.`;
  const attacks = tried === 1 ? "" : ` ${tried} attacks were tried; this one took longest.`;
  const length = number(samples.at(-1)?.length ?? 0);
  const reason = measured !== "" ? `: ${measured}` : ` up to ${length} characters, which take ${time(samples.at(-1)?.ms ?? 0)}`;
  return `${colors.green("Super-linear growth is not shown")}${reason}.${attacks}${failed === undefined ? "" : ` Longer texts failed: ${printable(failed)}.`}`;
}

const times = (factor: number): string => `${factor.toFixed(1)} times`;

/** Stable fields, as in the other JSON of the command. */
export function proofsInJson({ proved, untried, file }: Given): string {
  const patterns = proved.map(({ subject, verdict, proof, isTranslated }) => {
    const { language, pattern, flags, mode, line, column } = subject;
    const common = { ...(file === undefined ? {} : { file, line, column }), language, pattern, flags, mode, analysis: verdict ? verdict.kind : null };
    if ("failed" in proof) return { ...common, failed: proof.failed };
    const { engine, tried, best: { attack, samples, between, growth } } = proof;
    const { prefix, pump, suffix } = attack;
    const inOrder = [...samples, ...between].toSorted((a, b) => a.length - b.length).map(sampleOf);
    return { ...common, engine, translated: isTranslated, attack: { prefix, pump, suffix }, tried, samples: inOrder, growth: growthOf(growth) };
  });
  return `${JSON.stringify({ version: 1, patterns, untried }, undefined, 2)}\n`;
}

const sampleOf = ({ length, ms, stopped }: Sample): object => ({ length, ms: rounded(ms), stopped: stopped === true });
const growthOf = ({ shown, kind, slope, factor }: Growth): object => ({ shown, kind, slope: rounded(slope), factor: rounded(factor) });
const rounded = (value: number | undefined): number | null => (value === undefined ? null : Math.round(value * 1_000) / 1_000);
