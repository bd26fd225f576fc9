import {
  bases, decorators, decoratorShapes, lifecycleDecorators, registrations, registrationShapes,
  type BaseRow, type DecoratorRow, type DecoratorShape, type RegistrationRow,
} from "../knowledge/python/handlers.ts";
import { deferrals, deferralShapes, type DeferralRow } from "../knowledge/python/contexts.ts";
import { normalise } from "../sink-pattern.ts";

/** Rows found by the resolved name of a call, or by its last name alone. */
interface Named<Row, Shape> {
  byName: ReadonlyMap<string, Row>;
  byLast: ReadonlyMap<string, Shape>;
  /** All last names: anything else needs no resolving. */
  names: ReadonlySet<string>;
}

function index<Row extends { of: readonly string[]; names: readonly string[] }, Shape extends { names: readonly string[] }>(
  rows: readonly Row[], shapes: readonly Shape[],
): Named<Row, Shape> {
  const byName = new Map<string, Row>();
  const byLast = new Map<string, Shape>();
  const names = new Set<string>();
  for (const row of rows) {
    for (const name of row.names) {
      names.add(name);
      for (const owner of row.of) if (!byName.has(normalise(owner + name))) byName.set(normalise(owner + name), row);
    }
  }
  for (const row of shapes) {
    for (const name of row.names) {
      names.add(name);
      if (!byLast.has(name)) byLast.set(name, row);
    }
  }
  return { byName, byLast, names };
}

interface Index {
  decorators: Named<DecoratorRow, DecoratorShape>;
  lifecycle: Named<DecoratorRow, never>;
  registrations: Named<RegistrationRow, Omit<RegistrationRow, "of">>;
  deferrals: Named<DeferralRow, Omit<DeferralRow, "of">>;
  bases: ReadonlyMap<string, readonly BaseRow[]>;
  basePrefixes: readonly { prefix: string; row: BaseRow }[];
  baseEndings: readonly { ending: string; row: BaseRow }[];
}

let made: Index | undefined;

/** The rows of knowledge/python by name, built when first asked for. */
export function handlerIndex(): Index {
  return (made ??= {
    decorators: index(decorators, decoratorShapes),
    lifecycle: index(lifecycleDecorators, []),
    registrations: index(registrations, registrationShapes),
    deferrals: index(deferrals, deferralShapes),
    bases: byBase(),
    basePrefixes: bases.flatMap((row) => row.bases.filter((one) => one.endsWith("*")).map((one) => ({ prefix: one.slice(0, -1), row }))),
    baseEndings: bases.flatMap((row) => (row.endings ?? []).map((ending) => ({ ending, row }))),
  });
}

function byBase(): Map<string, BaseRow[]> {
  const found = new Map<string, BaseRow[]>();
  for (const row of bases) {
    for (const base of row.bases) {
      if (base.endsWith("*")) continue;
      const list = found.get(base) ?? [];
      found.set(base, list);
      list.push(row);
    }
  }
  return found;
}

/** Whether a name is one of `patterns`; one that ends in `*` stands for all names that begin so, `*` alone for public ones. */
export function isNamed(name: string, patterns: readonly string[]): boolean {
  return patterns.some((one) => {
    if (!one.endsWith("*")) return one === name;
    return one === "*" ? !name.startsWith("_") : name.startsWith(one.slice(0, -1));
  });
}
