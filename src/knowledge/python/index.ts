import type { Library } from "../row.ts";
import { memcache, redis } from "./caches.ts";
import { django } from "./django.ts";
import { documents } from "./documents.ts";
import { archives, files } from "./files.ts";
import { httpClients } from "./http-clients.ts";
import { mongodb } from "./mongodb.ts";
import { mongoengine, peewee, tortoise } from "./orms.ts";
import { passwords } from "./passwords.ts";
import { boto, queues, search, services } from "./services.ts";
import { otherSql, postgres, sql } from "./sql-drivers.ts";
import { sqlalchemy } from "./sqlalchemy.ts";
import { json, sqlite, waiting } from "./standard-library.ts";

/** Everything known about costly calls in Python; where two rows are equal, the first wins. */
export const libraries: readonly Library[] = [
  waiting, files, archives, json, sqlite, passwords,
  httpClients, django, sqlalchemy, tortoise, peewee, postgres, otherSql, sql, mongodb, mongoengine, redis, memcache, search,
  boto, services, queues, documents,
];
