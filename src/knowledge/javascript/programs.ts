/** Packages that read the arguments of a program: who depends on one, and on no server, serves the one who started it. */
export const argumentParsers: readonly string[] = ["yargs", "commander", "minimist", "meow", "cac", "@oclif/core", "arg", "command-line-args", "citty", "clipanion", "inquirer", "@clack/prompts"];

/** Functions that somebody in charge runs once in a while. A name lowers the confidence, it proves nothing. */
export const rareWork = /^(?:#|_)*(?:regenerate|rotate|clean(?:ing|_?[uU]p)?|install|uninstall|reinstall|set_?[uU]p|migrate|upgrade|bootstrap|init|seed|back_?[uU]p|restore|import|export|initiali[sz]e)(?![a-z])/;

/** Routes, messages and files by which somebody puts a program into use for the first time. A name lowers the confidence, it proves nothing. */
export const setUpWork = /\b(?:set-?up|onboarding|first-?run|install)\b/i;

/** Files and functions that bring data into order once, or that somebody calls by hand. A name lowers the confidence, it proves nothing. */
export const oneOffWork = /migrat|upgrad|clean_?up|back_?fill|reconcil|repair|diagnos|fix_?dup/i;
