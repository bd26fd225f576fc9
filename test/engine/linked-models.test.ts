import { describe, expect, it } from "vitest";
import { lintFiles } from "../../src/engine/lint.ts";
import type { LintOptions } from "../../src/engine/options.ts";
import { folderWith, optionsFor } from "./folder.ts";

async function findings(files: Readonly<Record<string, string>>, options: Partial<LintOptions> = {}): Promise<string[]> {
  const { findings: found, errors } = await lintFiles(optionsFor(folderWith(files), { rules: { "n-plus-one-query": {} }, ...options }));
  expect(errors).toEqual([]);
  return found.map(({ file, line }) => `${file}:${line}`);
}

const manifest = (library: string): string => JSON.stringify({ name: "shop", private: true, type: "module", dependencies: { express: "5", [library]: "1" } });

describe("TypeORM", () => {
  const entities = {
    "package.json": manifest("typeorm"),
    "src/entities.ts": `import { Column, Entity, ManyToOne, OneToMany, PrimaryGeneratedColumn } from "typeorm";
@Entity()
export class User {
  @PrimaryGeneratedColumn() id: number;
  @Column({ unique: true }) email: string;
  @OneToMany(() => Post, (post) => post.author) posts: Promise<Post[]>;
  @OneToMany(() => Role, (role) => role.user, { lazy: true, eager: true }) roles: Promise<Role[]>;
  @OneToMany(() => Role, (role) => role.user) rights: Role[];
}
@Entity()
export class Post {
  @PrimaryGeneratedColumn() id: number;
  @Column() title: string;
  @ManyToOne(() => User, (user) => user.posts) author: Promise<User>;
}
@Entity()
export class Role {
  @PrimaryGeneratedColumn() id: number;
  @ManyToOne(() => User) user: User;
}
`,
  };
  const route = (query: string, body: string): Record<string, string> => ({
    ...entities,
    "src/routes.ts": `import express from "express";
import { dataSource } from "./data-source.js";
import { Post, Role, User } from "./entities.js";
const app = express();
app.get("/users", async (req, res) => {
  const users = await dataSource.getRepository(User).${query};
  const found = [];
  for (const user of users) {
    ${body}
  }
  res.json(found);
});
`,
  });
  const there = ["src/routes.ts:9"];

  it.each([
    ["a lazy relation read from each row", "find()", "found.push(await user.posts);", there],
    ["one that the query loads", 'find({ relations: ["posts"] })', "found.push(await user.posts);", []],
    ["one that it loads by an object", "find({ relations: { posts: true } })", "found.push(await user.posts);", []],
    ["one that it joins", 'createQueryBuilder("user").leftJoinAndSelect("user.posts", "post").getMany()', "found.push(await user.posts);", []],
    ["one beside what it loads", 'find({ relations: { rights: true } })', "found.push(await user.posts);", there],
    ["one that the model loads", "find()", "found.push(await user.roles);", []],
    ["one that is no promise", "find()", "found.push(await user.rights);", []],
    ["a column", "find()", "found.push(await user.email);", []],
    ["options that are not in sight", "find(req.options)", "found.push(await user.posts);", []],
    ["the one row that has an address", "find({ where: { email: req.body.email } })", "found.push(await dataSource.getRepository(Role).find({ where: { user } }));", []],
    ["rows that share a name", "find({ where: { name: req.body.name } })", "found.push(await dataSource.getRepository(Role).find({ where: { user } }));", there],
  ])("tells: %s", async (_, query, body, expected) => {
    expect(await findings(route(query, body))).toEqual(expected);
  });

  it("says nothing of a lazy relation in a file alone", async () => {
    expect(await findings(route("find()", "found.push(await user.posts);"), { project: false })).toEqual([]);
  });

  it("knows rows by the type of a list", async () => {
    const service = `import { User } from "./entities.js";
export async function titles(users: User[]) {
  const found = [];
  for (const user of users) found.push(...(await user.posts));
  return found;
}
`;
    const library = { ...entities, "package.json": '{ "name": "shop", "version": "1.0.0", "main": "src/titles.js", "dependencies": { "typeorm": "1" } }' };
    expect(await findings({ ...library, "src/titles.ts": service })).toEqual(["src/titles.ts:4"]);
  });
});

describe("Sequelize", () => {
  const models = {
    "package.json": manifest("sequelize"),
    "src/models/user.js": `import { DataTypes } from "sequelize";
export default (sequelize) => {
  const User = sequelize.define("User", { email: { type: DataTypes.STRING, unique: true }, name: DataTypes.STRING });
  User.associate = (models) => {
    User.hasMany(models.Post, { as: "articles" });
    User.belongsTo(models.Company);
    User.hasMany(models.Note);
  };
  User.prototype.getNotes = notesOf;
  return User;
};
`,
    "src/models/tag.js": 'export default { name: "Tag", schema: {}, associations(models) { this.belongsTo(models.User, { as: "Owner" }); } };\n',
    "src/models/post.js": `import { DataTypes, Model } from "sequelize";
export class Post extends Model {
  static associate(models) { this.belongsToMany(models.Category, { through: "x" }); this.hasMany(models.Tag); }
  async getTags() { return []; }
  getLength() { return this.text.length; }
}
export const start = (sequelize) => Post.init({ text: DataTypes.TEXT }, { sequelize });
`,
  };
  const route = (body: string): Record<string, string> => ({
    ...models,
    "src/routes.js": `import express from "express";
import { models } from "./models/index.js";
const { User, Post } = models;
const app = express();
app.get("/users", async (req, res) => {
  const users = await User.findAll({ where: { name: req.query.name } });
  const posts = await Post.findAll({ order: ["id"] });
  const found = [];
  ${body}
  res.json({ found, posts, users });
});
`,
  });
  const there = ["src/routes.js:9"];

  it.each([
    ["a method that an association makes", "for (const user of users) found.push(await user.getArticles());", there],
    ["one that counts", "for (const user of users) found.push(await user.countArticles());", there],
    ["one for one other row", "for (const user of users) found.push(await user.getCompany());", there],
    ["one of a class, all at once", "found.push(...await Promise.all(posts.map((post) => post.getCategories())));", there],
    ["a method of the class", "for (const post of posts) found.push(await post.getLength());", []],
    ["a relation of another model", "for (const post of posts) found.push(await post.getArticles());", []],
    ["one of a name that the class has itself", "for (const post of posts) found.push(await post.getTags());", []],
    ["one that the prototype has", "for (const user of users) found.push(await user.getNotes());", []],
    ["one where the query may have loaded it", "for (const user of users) found.push(user.articles ?? (await user.getArticles()));", []],
    ["one for the rows that lack something else", "for (const user of users) if (!user.company) found.push(await user.getArticles());", there],
    ["one of an object that describes its model", "for (const tag of await models.Tag.findAll({ where: {} })) found.push(await tag.getOwner());", there],
    ["one outside of a loop", "found.push(await users[0].getArticles());", []],
    ["the one row that has an address", 'for (const user of await User.findAll({ where: { email: req.body.email } })) found.push(await user.getArticles());', []],
  ])("tells: %s", async (_, body, expected) => {
    expect(await findings(route(body))).toEqual(expected);
  });
});

describe("Mongoose", () => {
  const route = (body: string): Record<string, string> => ({
    "package.json": manifest("mongoose"),
    "src/routes.js": `import express from "express";
import { Post } from "./models.js";
const app = express();
app.get("/posts", async (req, res) => {
  const posts = await Post.find({ topic: req.query.topic });
  ${body}
  res.json(posts);
});
`,
    "src/models.js": 'import mongoose from "mongoose";\nconst schema = new mongoose.Schema({ slug: { type: String, unique: true }, author: { type: mongoose.Types.ObjectId, ref: "User" } });\nexport const Post = mongoose.model("Post", schema);\n',
  });

  it.each([
    ["a document that is populated by itself", 'for (const post of posts) await post.populate("author");', ["src/routes.js:6"]],
    ["a query that goes on", 'for (const post of posts) post.others = Post.find().populate("author");', []],
    ["one document", 'await posts[0].populate("author");', []],
    ["the one document that has a name", 'for (const post of await Post.find({ slug: req.query.slug })) await post.populate("author");', []],
  ])("tells: %s", async (_, body, expected) => {
    expect(await findings(route(body))).toEqual(expected);
  });
});

describe("Prisma", () => {
  const schema = `datasource db { provider = "postgresql" } // model Old {
model User {
  id      Int    @id @default(autoincrement())
  email   String @unique
  team    String
  number  Int
  posts   Post[]
  @@unique([team, number])
}
model Post {
  id       Int   @id
  author   User  @relation(
    fields: [authorId], references: [id]
  )
  authorId Int
}
`;
  const route = (query: string, body = "found.push(await prisma.post.findMany({ where: { authorId: user.id } }));"): Record<string, string> => ({
    "package.json": manifest("@prisma/client"),
    "prisma/schema.prisma": schema,
    "src/routes.ts": `import express from "express";
import { PrismaClient } from "@prisma/client";
const app = express();
const prisma = new PrismaClient();
app.get("/users", async (req, res) => {
  const found = [];
  const users = await prisma.user.${query};
  for (const user of users) {
    ${body}
  }
  res.json(found);
});
`,
  });
  const there = ["src/routes.ts:9"];

  it.each([
    ["a query for each row", "findMany()", there],
    ["the row that has an address", "findMany({ where: { email: req.body.email } })", []],
    ["rows that have one of some addresses", "findMany({ where: { email: { in: req.body.emails } } })", there],
    ["a key of two fields", "findMany({ where: { team: req.body.team, number: req.body.number } })", []],
    ["a part of a key", "findMany({ where: { team: req.body.team } })", there],
  ])("tells: %s", async (_, query, expected) => {
    expect(await findings(route(query))).toEqual(expected);
  });

  it("tells a relation that is asked for by the row's key", async () => {
    expect(await findings(route("findMany()", "found.push(await prisma.user.findUnique({ where: { id: user.id } }).posts());"))).toEqual(there);
  });

  it.each([
    ["prisma/schema", { "prisma/schema/user.prisma": schema.slice(0, schema.indexOf("model Post")), "prisma/schema/post.prisma": schema.slice(schema.indexOf("model Post")) }],
    ["db", { "package.json": manifest("@prisma/client").replace("{", '{ "prisma": { "schema": "db/all.prisma" },'), "db/all.prisma": schema }],
    ["nowhere", {}],
  ])("finds the schema: %s", async (place, files) => {
    const rest = Object.entries(route("findMany({ where: { email: req.body.email } })")).filter(([path]) => path !== "prisma/schema.prisma");
    expect(await findings({ ...Object.fromEntries(rest), ...files })).toEqual(place === "nowhere" ? there : []);
  });

  it("tells a helper of another file that asks for what belongs to each row", async () => {
    const { "src/routes.ts": own, ...rest } = route("findMany()", "found.push(await describe(user));");
    const files = {
      ...rest,
      "src/routes.ts": `import { describe } from "./describe.js";\n${own ?? ""}`,
      "src/describe.ts": `import { PrismaClient } from "@prisma/client";
const prisma = new PrismaClient();
export async function describe(user: { id: number; name: string }) {
  const parts = [user.name];
  const posts = await prisma.post.findMany({ where: { authorId: user.id } });
  for (const post of posts) parts.push(post.title);
  if (parts.length === 1) parts.push("nothing");
  return parts.join();
}
`,
    };
    expect(await findings(files)).toEqual(["src/describe.ts:5"]);
    expect(await findings({ ...files, "src/describe.ts": files["src/describe.ts"].replace("authorId", "topic") })).toEqual([]);
    expect(await findings({ ...files, "src/describe.ts": files["src/describe.ts"].replace("  return", "  await send(parts);\n  return") })).toEqual([]);
  });
});
