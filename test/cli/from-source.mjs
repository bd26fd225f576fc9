// `node --import` this file to run the sources themselves: Node 20 does not take types away, and unit tests wait for no build.
import { register } from "node:module";

register("./from-source-hooks.mjs", import.meta.url);
