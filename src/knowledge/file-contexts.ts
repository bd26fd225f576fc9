import type { FileContext } from "./context.ts";

/**
 * Files whose place tells where their code runs, in both languages; the first match wins.
 * Globs are relative to the project root, with `/`. Taken from the default layouts of the named tools and frameworks.
 */
export const fileContexts: readonly FileContext[] = [
  {
    context: "generated", how: "generated or vendored file", packages: true,
    files: [
      "**/node_modules/**", "**/{public,static,assets,www}/**/{tinymce,ckeditor,codemirror,mathjax,pdfjs,swagger-ui}/**", "**/{vendor,vendors,vendored,_vendor,third_party,third-party,thirdparty,custom_libs,external_libs}/**", "**/bower_components/**", "**/dist/**", "**/{public,static,www}/**/{lib,libs}/**",
      // A release, kept as it came: `codemirror-5.19.0/mode/python.js`.
      "**/*[-_][0-9]*.[0-9]*.[0-9]*/**", "**/*.{bundle,bundled}.{js,ts,mjs,cjs}",
      "**/__generated__/**", "**/generated/**", "**/*.min.{js,mjs,cjs}", "**/*.{gen,generated}.*", "**/*_pb.js", "**/*_pb2.py", "**/*_pb2_grpc.py", "**/*.d.ts",
    ],
  },
  {
    context: "test", how: "test file", packages: true,
    files: [
      "**/{test,tests,__tests__,__mocks__,__fixtures__,e2e,cypress,playwright,testdata,fixtures,mocks,test-utils,testutils}/**",
      // Deeper down these words also name parts of a product: an OpenAPI `spec`, a fund's `benchmark`.
      "{spec,specs,testing,unit}/**", "{packages,apps,libs}/*/{spec,specs,testing}/**",
      "**/*.{test,tests,spec,e2e,e2e-spec,cy,mock,fixture}.*", "**/test.{js,ts,mjs,cjs}",
      "**/test_*.py", "**/*_test.py", "**/tests.py", "**/conftest.py", "**/locustfile.py", "**/testing/**/*.py", "**/{testing,testutils}.py", "**/{testUtils,test-utils,testHelpers,test-helpers}.*", "**/{mock-*,mocks-*}/**", "**/*{H,-h,_h}arness.*",
    ],
  },
  {
    context: "test", how: "benchmark", packages: true,
    files: ["{bench,benches,benchmark,benchmarks,perf}/**", "{packages,apps,libs}/*/{bench,benches,benchmark,benchmarks}/**", "**/*.{bench,benchmark}.*"],
  },
  {
    context: "build", how: "build configuration",
    files: [
      "**/*.config.{js,ts,mjs,cjs,mts,cts}", "**/{webpack,rollup,vite,esbuild,babel,jest,karma,vitest}.*.{js,ts,mjs,cjs}", "**/{gulpfile,Gruntfile,Jakefile}.*",
      "**/.*rc.{js,cjs,mjs}", "**/{.storybook,.vitepress,.vuepress,.docusaurus}/**", "**/*.stories.*", "build/**", "gulp/**", "webpack/**",
      "**/setup.py", "**/noxfile.py", "**/fabfile.py", "**/{docs,doc}/**/conf.py",
    ],
  },
  {
    context: "cli", how: "migration",
    files: [
      "**/{migrations,migration,alembic,migrations-*,migrations_*}/**", "**/*{_m,-m,M}igrations/**", "**/*.migration.*", "**/upgrades/**", "**/{migration,migrations}.py", "**/{backfill,backfills,cutover,data-migrations,data_migrations}/**", "**/{schema,schemas}/**/{delta,deltas}/**",
      // Named after the version that they lead to: `db/updates/3.0.1.js`.
      "**/updates/**/[0-9]*.[0-9]*.{js,ts,mjs,cjs,py}",
    ],
  },
  {
    context: "cli", how: "seed script",
    files: ["**/{seed,seeds,seeders}/**", "**/*.{seed,seeder}.*", "**/seed.{js,ts,mjs,cjs,py}", "**/{seeds,seeder}.py", "**/seed_*.py", "**/*_seed.py"],
  },
  {
    context: "cli", how: "management command",
    files: ["**/management/{commands/**,*.py}"],
  },
  {
    context: "cli", how: "example",
    files: ["{example,examples,demo,demos,samples,contrib}/**", "*/{example,examples,demo,demos,samples}/**", "{packages,apps,libs}/*/{example,examples,demo,demos,samples}/**", "{docs,doc,documentation}/**"],
  },
  {
    context: "cli", how: "set-up or tool for development", servesOne: true,
    files: ["**/{setup,install,installer,dev,devserver,dev-*,*.dev}.{js,ts,mjs,cjs,mts}", "dev/**"],
  },
  {
    // https://airflow.apache.org/docs/apache-airflow/stable/core-concepts/dags.html
    context: "worker", how: "Airflow DAG",
    files: ["**/dags/**/*.py"],
  },
  {
    context: "browser", how: "code for the browser",
    files: ["{client,frontend,front-end,webapp,www}/**", "**/{public,static}/{js,src,javascript,javascripts,scripts}/**", "{apps,packages}/{client,frontend,webapp}/**", "**/{sw,service-worker,serviceWorker,firebase-messaging-sw}.{js,ts}"],
  },
  {
    context: "cli", how: "code that was put aside", packages: true,
    files: ["**/{disabled,old,_old,OLD,_OLD}/**"],
  },
  {
    context: "cli", how: "script", packages: true, servesOne: true,
    files: ["**/{scripts,script,bin,evals}/**", "**/*{-,_}evals/**", "evaluation/benchmarks/**", "{tools,devel,ci}/**", "**/{cron,crontab}.py", "{packages,apps}/*/tools/**", "**/*.script.*", "**/manage.py"],
  },
  {
    context: "cli", how: "command line program",
    files: ["**/cli/**", "**/{cli,__main__}.{js,ts,mjs,cjs,py}"],
  },
];
