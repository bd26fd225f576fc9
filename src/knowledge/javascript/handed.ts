/** A method whose callback is handed something to work with: the transaction of a client. */
export interface Handed {
  /** Name of the method, or origin of the call where the name alone would say too little. */
  method: string;
  /** What the first parameter of the callback is; absent: it is used like the receiver of the call. */
  gives?: string;
}

/** Sources: the pages on transactions of Prisma, TypeORM, MikroORM, Knex, Kysely, Drizzle, Objection, pg-promise and postgres. */
export const handed: readonly Handed[] = [
  { method: "typeorm.DataSource#transaction", gives: "typeorm.EntityManager#" },
  { method: "typeorm.DataSource#manager.transaction", gives: "typeorm.EntityManager#" },
  { method: "typeorm.Connection#transaction", gives: "typeorm.EntityManager#" },
  { method: "typeorm.getManager().transaction", gives: "typeorm.EntityManager#" },
  { method: "typeorm.getConnection().transaction", gives: "typeorm.EntityManager#" },
  { method: "sequelize.Sequelize#transaction", gives: "sequelize.Transaction#" },
  { method: "sequelize#transaction", gives: "sequelize.Transaction#" },
  { method: "kysely.Kysely#transaction().execute", gives: "kysely.Kysely#" },
  { method: "transaction" },
  { method: "$transaction" },
  { method: "transactional" },
  { method: "savepoint" },
  { method: "begin" },
  { method: "task" },
  { method: "tx" },
];
