import { Router } from "express";
import { LRUCache } from "lru-cache";

export const rates = Router();

const quotes = new Map<string, unknown>();
const recentQuotes = new LRUCache<string, object>({ max: 1000, ttl: 60_000 });

async function load(pair: string) {
  const response = await fetch(`https://rates.example/${pair}`);
  return response.json();
}

rates.get("/:pair", async (req, res) => {
  if (!quotes.has(req.params.pair)) {
    // Reported as unbounded-growth: any text in the address becomes an entry for ever.
    quotes.set(req.params.pair, await load(req.params.pair));
  }
  res.json(quotes.get(req.params.pair));
});

// Repaired: the cache has a size and an age.
rates.get("/v2/:pair", async (req, res) => {
  if (!recentQuotes.has(req.params.pair)) {
    recentQuotes.set(req.params.pair, await load(req.params.pair));
  }
  res.json(recentQuotes.get(req.params.pair));
});
