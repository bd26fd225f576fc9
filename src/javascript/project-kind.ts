import { pagePackages, serverPackages } from "../knowledge/javascript/contexts.ts";
import { argumentParsers } from "../knowledge/javascript/programs.ts";
import type { ProjectFacts } from "../project-facts.ts";

/** By its manifest a service: it depends on a server and has no programs of its own. Without a manifest it may be one. */
export const isService = ({ packages, programs }: ProjectFacts): boolean =>
  programs.size === 0 && (packages === undefined || serverPackages.some((name) => packages.has(name)));

/** By its manifest a program for one user: it has programs of its own, or reads arguments, and depends on no server. */
export function isCommandLine({ packages, programs }: ProjectFacts): boolean {
  if (packages === undefined || serverPackages.some((name) => packages.has(name))) return false;
  return programs.size > 0 || argumentParsers.some((name) => packages.has(name));
}

/** By its manifest a program with a server or a page of its own, so that its lists are counted by what it is about, and not by unknown callers. */
export const isApplication = ({ packages }: ProjectFacts): boolean =>
  packages !== undefined && (serverPackages.some((name) => packages.has(name)) || [...pagePackages].some((name) => packages.has(name)));

/** By its manifest nothing but a page. */
export const isPage = ({ packages }: ProjectFacts): boolean =>
  packages !== undefined && [...pagePackages].some((name) => packages.has(name)) && !serverPackages.some((name) => packages.has(name));
