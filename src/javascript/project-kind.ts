import { nodePackages, pagePackages, serverPackages } from "../knowledge/javascript/contexts.ts";
import { argumentParsers } from "../knowledge/javascript/programs.ts";
import { embeddedDrivers, serverDrivers } from "../knowledge/javascript/sql-drivers.ts";
import type { ProjectFacts } from "../project-facts.ts";

/** By its manifest it depends on a server. */
export const isServer = ({ packages }: ProjectFacts): boolean => packages !== undefined && serverPackages.some((name) => packages.has(name));

const drawsPages = ({ packages }: ProjectFacts): boolean => packages !== undefined && [...pagePackages].some((name) => packages.has(name));

/** By its manifest a service: it depends on a server and has no programs of its own. Without a manifest it may be one. */
export const isService = (facts: ProjectFacts): boolean => facts.programs.size === 0 && (facts.packages === undefined || isServer(facts));

/** By its manifest a program for one user: it has programs of its own, or reads arguments, and depends on no server. */
export function isCommandLine(facts: ProjectFacts): boolean {
  const { packages, programs } = facts;
  if (packages === undefined || isServer(facts)) return false;
  return programs.size > 0 || argumentParsers.some((name) => packages.has(name));
}

/**
 * By its manifest a program with a server or a page of its own, or a package that such a program of the same repository uses: its lists are counted
 * by what it is about, and not by unknown callers.
 */
export const isApplication = (facts: ProjectFacts): boolean =>
  facts.isPrivate === true || facts.isOfServer === true || isServer(facts) || drawsPages(facts);

/** By its manifest nothing but a page. */
export const isPage = (facts: ProjectFacts): boolean => drawsPages(facts) && !isServer(facts);

/** A page of which no part runs in Node: programs of one user draw pages as well. */
export const isPageAlone = (facts: ProjectFacts): boolean => isPage(facts) && !nodePackages.some((name) => facts.packages?.has(name) === true);

/** By its manifest its only databases run within the process. */
export const isEmbedded = ({ packages }: ProjectFacts): boolean =>
  packages !== undefined && embeddedDrivers.some((name) => packages.has(name)) && !serverDrivers.some((name) => packages.has(name));
