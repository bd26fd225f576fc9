/** Packages that read the arguments of a program: who depends on one, and on no server, serves the one who started it. */
export const argumentParsers: readonly string[] = ["yargs", "commander", "minimist", "meow", "cac", "@oclif/core", "arg", "command-line-args", "citty", "clipanion", "inquirer", "@clack/prompts"];
