import type { Does, Library, Shape, Sink } from "../row.ts";
import { methods, shapes } from "../rows.ts";

const sync = { cost: "A", blocks: true, instead: "the asynchronous method (`aget`, `acreate`, `async for`), or `sync_to_async`" } as const;

interface Row {
  names: string;
  does: Does;
  batch?: string;
  lazy?: true;
}

const one = "one query with `__in` or `in_bulk`, or `select_related`/`prefetch_related` on the first query";
const many = "one `bulk_create`";
const change = "one `bulk_update`, or one `.filter(pk__in=...).update(...)`";

/** What a manager or query set offers; everything may follow a chain of filters. */
const querySet: readonly Row[] = [
  { names: "get first last earliest latest", does: "query", batch: one },
  { names: "count exists contains", does: "query", batch: "`annotate(Count(...))` or one query with `__in`" },
  { names: "aggregate", does: "query", batch: "`annotate` with a grouped aggregate" },
  { names: "in_bulk explain", does: "query" },
  { names: "create get_or_create update_or_create", does: "write", batch: many },
  { names: "bulk_create bulk_update", does: "write" },
  { names: "update", does: "write", batch: change },
  { names: "save", does: "write", batch: change },
  { names: "delete", does: "write", batch: "one `.filter(pk__in=...).delete()`" },
  {
    names: "all filter exclude values values_list annotate order_by select_related prefetch_related distinct only defer raw dates iterator",
    does: "query", batch: one, lazy: true,
  },
];

/** Names under which a chain of the ORM begins: a manager, or the reverse side of a relation (which a plain `set` of Python may look like). */
const starts = ["objects", "_default_manager", "*.*_set"];
const ofSets = new Set(["update", "get", "save"]);
const asynchronous = "get first last earliest latest count exists aggregate in_bulk create get_or_create update_or_create bulk_create bulk_update update delete";
const awaitedNames = asynchronous.split(" ").map((name) => `a${name}`);

const namesOf = ({ names }: Row): string[] => names.split(" ");

/** Methods that every manager and query set has. */
export const querySetMethods: ReadonlySet<string> = new Set([...querySet.flatMap(namesOf), ...awaitedNames]);

const factsOf = ({ does, batch, lazy }: Row): Omit<Sink, "call"> => ({ does, batch, lazy, ...sync });

const querySetSinks = (owner: string): Sink[] => querySet.flatMap((row) => methods(row.names === "save" ? owner.replace("~", "**") : owner, row.names, factsOf(row)));
const querySetShapes: Shape[] = querySet.flatMap((row) => starts.flatMap((start) => namesOf(row)
  .filter((name) => start !== "*.*_set" || !ofSets.has(name))
  .map((name): Shape => ({ member: `${start}.${name === "save" ? "**" : "~"}.${name}`, argument: "any", ...factsOf(row) }))));

/**
 * Query sets that begin with a manager of a relation, whose name tells nothing: `order.items.filter(active=True)`, `order.items.all()`.
 * What follows `filter` or `exclude` is a query set again.
 */
const lazyRow = { does: "query", batch: one, lazy: true, ...sync } as const;
const filters = ["*.filter()", "*.exclude()", "*.*.all()"];
const relatedShapes: Shape[] = [
  ...shapes("*.filter *.exclude", { ...lazyRow, argument: "lookup" }),
  ...shapes("*.*.all", { ...lazyRow, argument: "none" }),
  ...shapes("*.select_related *.prefetch_related *.values_list", { ...lazyRow, argument: "any" }),
  ...querySet.flatMap((row) => filters.flatMap((start) => namesOf(row)
    .map((name): Shape => ({ member: `${start}.${name === "save" || name === "delete" ? "**" : "~"}.${name}`, argument: "any", ...factsOf(row) })))),
  ...shapes("*.get_or_create *.update_or_create", { does: "write", batch: many, ...sync, argument: "lookup" }),
  ...shapes("*.bulk_create *.bulk_update", { does: "write", ...sync, argument: "any" }),
  ...shapes("^().save", { does: "write", batch: many, ...sync, argument: "none" }),
  ...shapes("^().save", { does: "write", batch: many, ...sync, argument: "lookup" }),
];

const cache = "one `get_many` or `set_many`";
const cached = { does: "cache", cost: "B", blocks: true, instead: "the asynchronous method (`aget`, `aset`)" } as const;

export const django: Library = {
  name: "Django", packages: ["django", "djangorestframework"], docs: "https://docs.djangoproject.com/en/stable/topics/db/optimization/",
  sinks: [
    ...querySetSinks("django.**.objects.~."),
    ...methods("django.**.objects.~.", awaitedNames.join(" "), { does: "query", cost: "A", batch: one }),
    ...methods("django.shortcuts.", "get_object_or_404 get_list_or_404", { does: "query", batch: one, ...sync }),
    ...methods(["django.db.connection.cursor().", "django.db.connections[].cursor()."], "execute", {
      does: "query", batch: "one statement for all ids (`= ANY(%s)`), or `executemany`", ...sync,
    }),
    ...methods(["django.core.cache.cache.", "django.core.cache.caches[]."], "get set delete incr decr touch get_or_set", { ...cached, batch: cache }),
    // It takes a lock, or marks what is done: there is no form for many.
    ...methods(["django.core.cache.cache.", "django.core.cache.caches[]."], "add", cached),
    ...methods("django.core.mail.", "send_mail mail_admins mail_managers", {
      does: "request", cost: "A", blocks: true, batch: "one `send_mass_mail`, or one connection for all messages", instead: "a task queue, or `sync_to_async`",
    }),
    ...methods(["django.core.mail.EmailMessage#", "django.core.mail.EmailMultiAlternatives#"], "send", {
      does: "request", cost: "A", blocks: true, batch: "`connection.send_messages([...])`", instead: "a task queue, or `sync_to_async`",
    }),
  ],
  shapes: [
    ...querySetShapes,
    ...relatedShapes,
    ...shapes(awaitedNames.map((name) => `objects.~.${name}`).join(" "), { does: "query", cost: "A", batch: one, argument: "any" }),
    ...shapes("*.refresh_from_db", { does: "query", batch: one, ...sync, argument: "any" }),
    ...shapes("*.arefresh_from_db *.asave *.adelete", { does: "write", cost: "A", batch: change, argument: "any" }),
  ],
};
