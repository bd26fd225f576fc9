import { serverPackages } from "../knowledge/python/contexts.ts";
import type { ProjectFacts } from "../project-facts.ts";

/** By its manifest a program with a server or workers of its own, so that its lists are counted by what it is about, and not by unknown callers. */
export const isApplication = ({ packages }: ProjectFacts): boolean => packages !== undefined && serverPackages.some((name) => packages.has(name));
