import { Router } from "express";
import { prisma } from "../db.js";

export const catalog = Router();

catalog.post("/match", async (req, res) => {
  const products = await prisma.product.findMany();
  // Reported as quadratic-lookup: each row of the upload searches all products.
  res.json(req.body.rows.map((row) => ({ ...row, product: products.find((product) => product.sku === row.sku) })));
});

// Repaired: one pass builds the map, one pass reads it.
catalog.post("/v2/match", async (req, res) => {
  const products = await prisma.product.findMany();
  const bySku = new Map(products.map((product) => [product.sku, product]));
  res.json(req.body.rows.map((row) => ({ ...row, product: bySku.get(row.sku) })));
});
