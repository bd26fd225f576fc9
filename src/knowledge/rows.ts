import type { Shape, Sink } from "./row.ts";

type Facts = Omit<Sink, "call">;

const words = (text: string): string[] => text.trim().split(/\s+/);

/** One row for each method of each owner. Owners end in `#` or `.` (`pg.Pool#`, `fs.`), methods are parted by white space. */
export function methods(owners: string | readonly string[], names: string, facts: Facts): Sink[] {
  return [owners].flat().flatMap((owner) => words(names).map((name) => ({ call: owner + name, ...facts })));
}

/** One row for each chain that starts with one of the calls and may go on: `User.find()` and `User.find().populate().lean()`. */
export function chains(owners: string | readonly string[], starts: string, facts: Facts): Sink[] {
  return words(starts).flatMap((start) => [...methods(owners, start, facts), ...methods(owners, `${start}().**`, facts)]);
}

/** One shape for each member, parted by white space. */
export function shapes(members: string, facts: Omit<Shape, "member">): Shape[] {
  return words(members).map((member) => ({ member, ...facts }));
}
