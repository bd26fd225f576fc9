/** What names and banners say about scripts of others that a project keeps a copy of. */

/** Plugins of jQuery and of Leaflet, and these themselves: `jquery.validate.js`, `jquery-3.7.1.js`, `tabs.jquery.js`, `leaflet.draw.js`. */
export const pageLibraryName = /^(?:jquery|leaflet)[.-][\w.-]+\.js$|\.jquery\.js$|^(?:jquery|leaflet)\.js$/i;

/** A release of jQuery, whatever project it stands in: `jquery-3.7.1.js`. */
export const releaseName = /^jquery-\d[\w.-]*\.js$/i;

/** The banner of a release: `/*! name v1.2.3`, with or without a new line after the mark. */
export const libraryBanner = /^\s*\/\*!\s*(?:\*\s*)?(?:@(?:license|preserve)\s+)?[\w@/.][\w@/. -]{0,60}?\s+(?:-\s+)?v?(?:ersion\s+)?\d+\.\d+/i;

/** Rights of somebody with a page of his own: for scripts of a page only, as projects put the like into their modules too. */
export const rightsBanner = /@license\b|@preserve\b|\bcopyright\b[^]{0,300}https?:\/\/|https?:\/\/[^]{0,300}\bcopyright\b/i;

/** The notice of a licence that projects put into each file of their own. */
export const noticeOfProject = /apache\.org\/licenses|gnu\.org\/licenses|you can redistribute it|mozilla\.org\/MPL/i;

/** Folders that hold what a page loads. */
export const assetFolders = /(?:^|\/)(?:assets?|static|public|plugins?|libs?|www|html|media|components)\//;
