/** Syntax that JavaScript cannot say (possessive, atomic, conditional, scoped flags) or that Python rejects. */
export class NotAnalyzed extends Error {}
