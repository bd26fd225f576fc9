/** Functions that tell whether a file is there. */
export const fileQuestions = /^(?:existsSync|(?:path|file|dir|directory|folder)_?exists?(?:Sync|Async)?|isFile(?:Sync)?|isDirectory(?:Sync)?)$/i;
/** A name that stores use as well: it asks for a file where it is a function of its own or a method of something called after files. */
export const plainQuestion = /^exists(?:Async)?$/;
export const fileHolders = /(?:^|\.)(?:fs\w*|promises|file\w*|disk\w*)$/i;
/** Functions that throw where a file is not there, and are mostly called to find that out. */
export const fileProbes = /^(?:access|stat|lstat)(?:Sync)?$/;
/** Functions that make the file they are given the name of. */
export const fileMakers = new RegExp(
  "^(?:write|append|create|mk|make|copy|cp|download|save|store|generate|move|rename|link|symlink|extract|unzip|untar|output|ensure|install|clone|build|render|compile|convert|"
  + "touch|open|init|dump|export|exec|spawn|run|toFile|pipeline|copyFile)", "i");
