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

/** Methods of a query that load relations with the rows. */
export const eagerMethods: ReadonlySet<string> = new Set(["select_related", "prefetch_related"]);

/** SQLAlchemy: relations, columns, and the ways of loading that bring the other rows along. */
export const relationMakers: ReadonlySet<string> = new Set(["relationship", "dynamic_loader"]);
export const columnMakers: ReadonlySet<string> = new Set(["Column", "mapped_column"]);
export const eagerLoading: ReadonlySet<string> = new Set(["joined", "selectin", "subquery", "immediate"]);
/** Annotations of relations to many rows: `Mapped[list["Address"]]`. */
export const manyTypes = /\b(?:[Ll]ist|[Ss]et|Sequence|Collection|WriteOnlyMapped|DynamicMapped)\b/;
