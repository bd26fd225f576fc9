/** Calls whose order or pace is what they are for: the iteration protocol, pauses, streams, steps of a page or a terminal. */
export const ordered = new RegExp(
  "^(?:a?next|read(?:line)?|pull|pop|shift|get_?message|write|send\\w*|emit|publish|print|log|flush|drain|render|goto|click|type|press|fill|hover|tap|prompt|confirm|ask|select|navigate|"
  + "sleep|delay|wait(?:For|_for)?\\w*|pause|throttle|acquire|lock|join|retry\\w*|poll\\w*|step\\w*|play\\w*|animate\\w*|migrat\\w*|up|down|install\\w*|shutdown|close|stop|stopAll|dispose|destroy)$", "i");
/** Calls that change something: their order may matter to whoever reads it. */
export const changing = /^(?:create|update|upsert|delete|remove|insert|save|put|set|add|apply|exec(?:ute)?|register|import|move|rename|mkdir|rm|unlink|copy|sync|push|commit)(?:[A-Z_]|$)/;
/** One connection or session that all iterations share. */
export const sharedConnection = /^(?:tx|trx|txn|transaction|conn|connection|cur|cursor|session|db_?session|em|entity_?manager|query_?runner|page|browser|driver|lock)$/i;
