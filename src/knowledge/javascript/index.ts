import type { Library } from "../row.ts";
import { documents, waiting } from "./blocking.ts";
import { fileSystem, fileTools } from "./file-system.ts";
import { httpClients } from "./http-clients.ts";
import { meteor, mongodb } from "./mongodb.ts";
import { mongoose } from "./mongoose.ts";
import { node } from "./node.ts";
import { passwords } from "./passwords.ts";
import { prisma } from "./prisma.ts";
import { processes } from "./processes.ts";
import { drizzle, knex, kysely, mikroOrm, objection } from "./query-builders.ts";
import { caching, redis } from "./redis.ts";
import { sequelize } from "./sequelize.ts";
import { aws, mail, queues, stores, vendors } from "./services.ts";
import { betterSqlite, mysql, otherSql, postgres, sql } from "./sql-drivers.ts";
import { typeorm } from "./typeorm.ts";

/** Everything known about costly calls in JavaScript; where two rows are equal, the first wins. */
export const libraries: readonly Library[] = [
  fileSystem, node, fileTools, passwords, processes, waiting, documents,
  prisma, typeorm, sequelize, mongoose, mongodb, meteor, knex, objection, kysely, drizzle, mikroOrm,
  postgres, mysql, betterSqlite, otherSql, sql, redis, caching, stores,
  httpClients, aws, mail, queues, vendors,
];
