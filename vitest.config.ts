import { defineConfig } from "vitest/config";

const long = "test/**/*.long.test.ts";

export default defineConfig({
  test: {
    testTimeout: 30_000,
    projects: [
      { extends: true, test: { name: "unit", include: ["test/**/*.test.ts"], exclude: [long] } },
      { extends: true, test: { name: "long", include: [long], testTimeout: 900_000, hookTimeout: 900_000 } },
    ],
  },
});
