/** A record whose keys are names of users: it inherits none, and is cheap to make whatever they are. */
export const table = <T>(): Record<string, T> => Object.create(null) as Record<string, T>;
