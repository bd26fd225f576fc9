import { describe, expect, it } from "vitest";
import type { FieldFacts } from "../src/models.ts";
import { PrismaSchema } from "../src/prisma-schema.ts";
import { projectFacts } from "../src/project-facts.ts";
import { folderWith } from "./engine/folder.ts";

const fields = (text: string, model: string): Record<string, FieldFacts> | undefined => {
  const found = new PrismaSchema([text]).model(model)?.fields;
  return found && { ...found };
};

describe("a Prisma schema", () => {
  it("tells fields, keys and relations", () => {
    const text = `
generator client { provider = "prisma-client-js" }
enum Role { ADMIN USER }
model User {
  id    String  @id @default(uuid()) @db.Uuid
  email String  @unique @db.VarChar(200) // @unique(map: "x") of old
  role  Role    @default(ADMIN)
  tags  String[]
  /// The posts. @unique
  posts Post[]
  boss  User?   @relation("boss", fields: [bossId], references: [id])
  bossId String?
  team  User[]  @relation("boss")
}

model Post { // of a user
  id       Int
  author   User @relation(
    name: "author"
    fields: [authorId, kind], references: [id, kind]
  )
  authorId String @map("author_id")
  kind     Int
  text     String @default("} // no end")
  where    Unsupported("point")?
  @@id([id])
  @@unique(fields: [authorId, kind(sort: Desc)], name: "own")
}
`;
    expect(fields(text, "user")).toEqual({
      id: { kind: "value", unique: true }, email: { kind: "value", unique: true, max: 200 }, role: { kind: "value" }, tags: { kind: "value" },
      posts: { kind: "many", to: "#Post" }, boss: { kind: "one", to: "#User", via: ["bossId"] }, bossId: { kind: "value" }, team: { kind: "many", to: "#User" },
    });
    expect(fields(text, "Post")).toEqual({
      id: { kind: "value", unique: true }, author: { kind: "one", to: "#User", via: ["authorId", "kind"] }, authorId: { kind: "value" }, kind: { kind: "value" },
      text: { kind: "value" }, where: { kind: "value" },
    });
    expect(new PrismaSchema([text]).model("post")?.keys).toEqual([["authorId", "kind"]]);
    expect(fields(text, "Role")).toBeUndefined();
  });

  it.each([
    ["nothing", ""],
    ["no end", "model User {\n  id Int @id\n  posts Post["],
    ["an open text", 'model User {\n  id Int @default("\n}\nmodel Post {\n  id Int @id\n}\n'],
    ["names of prototypes", "model constructor {\n  __proto__ Int @unique\n  toString Int\n}\n"],
    ["anything", "}}}} model { ] @@unique([) model A B {\n\u0000 [[[[\n}\n"],
  ])("may hold %s", (_, text) => {
    const schema = new PrismaSchema([text]);
    expect(() => schema.model("user")).not.toThrow();
    expect(schema.model("toString")).toBeUndefined();
    expect(schema.model("__proto__")).toBeUndefined();
  });

  it("is a part of the facts by what it says", () => {
    const text = (schema: string): string => JSON.stringify(projectFacts(`${folderWith({ "package.json": '{ "name": "a" }', "prisma/schema.prisma": schema })}/a.ts`).prisma);
    expect(text("model A {\n  id Int @id\n}\n")).not.toBe(text("model B {\n  id Int @id\n}\n"));
    expect(text("model A {\n  id Int @id\n}\n")).toBe(text("model A {\n  id Int @id\n}\n"));
  });

  it("is that of the repository where the package has none", () => {
    const root = folderWith({
      ".git/HEAD": "", "package.json": '{ "name": "all", "workspaces": ["packages/*", "apps/*"] }',
      "packages/db/package.json": '{ "name": "@all/db" }', "packages/db/prisma/schema.prisma": "model User {\n  id Int @id\n}\n",
      "packages/old/package.json": '{ "name": "@all/old" }', "packages/old/schema.prisma": "model Old {\n  id Int @id\n}\n",
      "apps/web/package.json": '{ "name": "web", "dependencies": { "@all/db": "workspace:*" } }', "apps/web/src/a.ts": "",
      "apps/other/package.json": '{ "name": "other" }', "apps/other/a.ts": "",
    });
    expect(projectFacts(`${root}/apps/web/src/a.ts`).prisma?.model("user")?.key).toBe("#User");
    expect(projectFacts(`${root}/apps/other/a.ts`).prisma).toBeUndefined();
  });
});
