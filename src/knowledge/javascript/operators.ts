/** Who runs a service, as routes name it. Such a name lowers the confidence, it proves nothing. */

/** Middleware that lets in administrators alone: `isAdmin`, `requireSuperAdmin`, `adminOnly`. */
export const operatorGuard = /^(?:(?:is|require|requires|ensure|check|verify|only|must_?be|needs?|assert|allow)_?(?:an?)?_?)?(?:(?:super|global|system|site|server)_?)?(?:admin|administrator|superuser|owner)s?_?(?:only|guard|middleware|required|auth|access|role|procedure)?(?:OrUp)?$/i;

/** Roles that such a middleware is given: `requireRole("admin")`, `allow(Role.ADMIN)`. */
export const operatorRole = /^(?:role[_:.-]?)?(?:(?:super|global|system|site|server)[_-]?)?(?:admin|administrator|superuser)$/i;

/** Paths of pages and interfaces for them. */
export const operatorPath = /^\/?(?:api\/)?(?:v\d+\/)?(?:super_?)?admin(?:istration)?(?:\/|$)/i;
