import type { Definition } from "./definitions.ts";
import type { PyNode } from "./node.ts";

/**
 * Dotted name that an import binds: `import a.b` binds `a`, `import a.b as c` binds `c` to `a.b`, `from .models import User` binds
 * `User` to `.models.User`. The dots of relative imports stay in front.
 */
export function importedName(definition: Definition): string | undefined {
  const statement = definition.value;
  if (!statement) return undefined;
  if (statement.type === "import_statement") {
    const { parent } = definition.node;
    return parent?.type === "aliased_import" ? parent.field("name")?.text : definition.node.text;
  }
  const module = moduleOf(statement);
  if (module === undefined) return undefined;
  const { parent } = definition.node;
  const name = parent?.type === "aliased_import" ? parent.field("name")?.text : definition.node.text;
  return name === undefined ? undefined : joinModule(module, name);
}

/** The module that `from module import *` takes everything from. */
export function wildcardModule(statement: PyNode): string | undefined {
  return statement.namedChildren.some((one) => one.type === "wildcard_import") ? moduleOf(statement) : undefined;
}

export const joinModule = (module: string, name: string): string => (module === "" || module.endsWith(".") ? module + name : `${module}.${name}`);

function moduleOf(statement: PyNode): string | undefined {
  return statement.field("module_name")?.text.replace(/\s/g, "");
}
