import type { Library } from "../row.ts";
import { methods, shapes } from "../rows.ts";

const clients = [
  "@prisma/client.PrismaClient#", "@prisma/client.PrismaClient#$extends().", "@prisma/client.Prisma.TransactionClient#",
  "@prisma/client/edge.PrismaClient#",
];
const models = clients.map((client) => `${client}*.`);

const reads = {
  does: "query", cost: "A", batch: "one `findMany` with `where: { id: { in: ids } }`, or `include` on the first query",
} as const;
const counts = { does: "query", cost: "A", batch: "one `groupBy`, or `_count` in the first query" } as const;
const creates = { does: "write", cost: "A", batch: "one `createMany`" } as const;
const changes = { does: "write", cost: "A", batch: "one `updateMany`, or one `$transaction([...])`", uniform: true } as const;
const deletes = { does: "write", cost: "A", batch: "one `deleteMany` with `where: { id: { in: ids } }`" } as const;
const raw = { does: "query", cost: "A", batch: "one statement for all ids (`= ANY(...)`)" } as const;

/** Gives the number of rows that a statement changed. */
const execute = { ...raw, does: "write" } as const;

export const prisma: Library = {
  name: "Prisma", packages: ["@prisma/client", "prisma"], docs: "https://www.prisma.io/docs/orm/prisma-client/queries/query-optimization-performance",
  sinks: [
    ...methods(models, "findUnique findUniqueOrThrow", { ...reads, merges: true }),
    ...methods(models, "findMany findFirst findFirstOrThrow", reads),
    ...methods(models, "count aggregate groupBy", counts),
    ...methods(models, "create", creates),
    ...methods(models, "createMany createManyAndReturn", { does: "write", cost: "A" }),
    ...methods(models, "update updateMany updateManyAndReturn upsert", changes),
    ...methods(models, "delete deleteMany", deletes),
    ...methods(clients, "$queryRaw $queryRawUnsafe", raw),
    ...methods(clients, "$executeRaw $executeRawUnsafe", execute),
  ],
  shapes: [
    ...shapes("*.*.findUnique *.*.findUniqueOrThrow", { ...reads, argument: "where", merges: true }),
    ...shapes("*.*.findMany *.*.findFirst *.*.findFirstOrThrow", { ...reads, argument: "options" }),
    ...shapes("*.*.count", { ...counts, argument: "where" }),
    ...shapes("*.*.groupBy", { ...counts, argument: "where", keys: ["by"] }),
    ...shapes("*.*.aggregate", { ...counts, argument: "where", keys: ["_count", "_sum", "_avg", "_min", "_max"] }),
    ...shapes("*.*.create", { ...creates, argument: "where", keys: ["data"] }),
    ...shapes("*.*.createMany *.*.createManyAndReturn", { does: "write", cost: "A", argument: "where", keys: ["data"] }),
    ...shapes("*.*.update *.*.updateMany", { ...changes, argument: "where", keys: ["data"] }),
    ...shapes("*.*.upsert", { ...changes, argument: "where", keys: ["create", "update"] }),
    ...shapes("*.*.delete *.*.deleteMany", { ...deletes, argument: "where" }),
    ...shapes("*.$queryRaw *.$queryRawUnsafe", { ...raw, argument: "any" }),
    ...shapes("*.$executeRaw *.$executeRawUnsafe", { ...execute, argument: "any" }),
  ],
};
