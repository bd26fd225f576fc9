/**
 * Files that put plug-ins in and take them out, which who runs the service does now and then: `plugin_manager.py`, `extensionsBuilder.ts`.
 * A name lowers the confidence, it proves nothing.
 */
export const extensionFile = /(?:^|[\\/_.-])(?:plugin|extension|addon|add_on|package|theme|pack)s?(?:[_.-]?(?:manager|installer|installation|loader|builder|updater|store))[^\\/]*$/i;
