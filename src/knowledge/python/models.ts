/** How the classes of ORMs spell their fields. */

/** Fields of Django's models that lead to other models, by the last name of what makes them; packages for trees and pages have their own. */
export const relationFields: ReadonlyMap<string, "one" | "many"> = new Map([
  ["ForeignKey", "one"], ["OneToOneField", "one"], ["ManyToManyField", "many"], ["TreeForeignKey", "one"], ["TreeOneToOneField", "one"], ["TreeManyToManyField", "many"],
  ["ParentalKey", "one"], ["ParentalManyToManyField", "many"],
]);

/** Fields of which no two rows have the same, whatever they are given. */
export const uniqueFields: ReadonlySet<string> = new Set(["AutoField", "BigAutoField", "SmallAutoField", "OneToOneField", "TreeOneToOneField"]);

/** Any other field. */
export const valueField = /Field$/;

/** What makes managers: `CarManager()`, `CarQuerySet.as_manager()`. */
export const managerNames = /(?:Manager|_manager|from_queryset)$/;

/** Managers that each model has. */
export const managers: ReadonlySet<string> = new Set(["objects", "_default_manager", "_base_manager"]);
/** Methods of a manager that give rows as instances of the model, or a query of them. */
export const keepingRows = /^(?:all|filter|exclude|order_by|select_related|prefetch_related|distinct|only|defer|annotate|alias|using|reverse|select_for_update|iterator|get|first|last|earliest|latest|none|complex_filter|extra)$/;
/** Those that choose rows by what fields have to be. */
export const choosing = /^(?:filter|get)$/;
/** Calls after which a relation is asked for again, whatever was loaded ahead: that answers `all()` only. */
export const askingAgain = /\.(?:filter|exclude|order_by|get|first|last|values|values_list|latest|earliest|aggregate)\(/;
/** Functions whose items are those of their first argument. */
export const passingOn = /^(?:list|tuple|set|sorted|reversed|iter|tqdm)$/;

/** Methods of a query that load relations with the rows. */
export const eagerMethods: ReadonlySet<string> = new Set(["select_related", "prefetch_related"]);

/** SQLAlchemy: relations, columns, and the ways of loading that bring the other rows along. */
export const relationMakers: ReadonlySet<string> = new Set(["relationship", "dynamic_loader"]);
export const columnMakers: ReadonlySet<string> = new Set(["Column", "mapped_column"]);
export const eagerLoading: ReadonlySet<string> = new Set(["joined", "selectin", "subquery", "immediate"]);
/** Annotations of relations to many rows: `Mapped[list["Address"]]`. */
export const manyTypes = /\b(?:[Ll]ist|[Ss]et|Sequence|Collection|WriteOnlyMapped|DynamicMapped)\b/;
