/** What must follow the first word for a text to be SQL and no sentence; a text may end where its first hole is. */
const statements: Readonly<Record<string, RegExp>> = {
  select: /^select\b(?:[\s\S]*\bfrom\b|\s*[\d*('"`]|[\s\S]*[\s,(]$|\s+[\w.]+\s*\()/i,
  with: /^with\s+(?:recursive\s+)?[\w"`]+\s*(?:\([^)]*\)\s*)?as\b/i,
  call: /^call\s+[\w."`]+\s*\(/i,
  insert: /^insert\s+(?:or\s+\w+\s+|ignore\s+|low_priority\s+|delayed\s+)*into\b/i,
  replace: /^replace\s+into\b/i,
  merge: /^merge\s+into\b/i,
  update: /^update\s(?:\s*$|[\s\S]*\bset\b|\s*[\w."`]+\s*$)/i,
  delete: /^delete\s+(?:$|from\b)/i,
};

/** The first word of a statement in SQL, in lower case: `select`, `insert`; undefined for other texts, DDL included. */
export function sqlVerb(text: string): string | undefined {
  const plain = text.replace(/^(?:\s|\(|--.*|\/\*[^*]*\*\/)+/, "");
  const word = /^[a-z]+/i.exec(plain)?.[0].toLowerCase() ?? "";
  return Object.hasOwn(statements, word) && statements[word]?.test(plain.slice(0, 2_000)) ? word : undefined;
}
