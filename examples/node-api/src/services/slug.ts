export function isSlug(text: string) {
  // Reported as catastrophic-regex: 30 letters and a blank stop the process.
  return /^(?:[a-z0-9]+-?)+$/.test(text);
}

// Repaired: each letter can be matched in one way only.
export function isSlugInOnePass(text: string) {
  return /^[a-z0-9]+(?:-[a-z0-9]+)*-?$/.test(text);
}
