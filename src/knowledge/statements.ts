/** The beginning of a statement of SQL that changes rows. */
export const changingText = /^["'`\s]*(?:INSERT|UPDATE|DELETE|MERGE|REPLACE|UPSERT)\b/i;
