import { Router } from "express";
import { prisma } from "../db.js";

export const orders = Router();

orders.get("/", async (req, res) => {
  const found = await prisma.order.findMany({ where: { customerId: req.query.customer }, take: 100 });
  const result = [];
  for (const order of found) {
    // Reported as n-plus-one-query: 100 orders make 101 queries.
    const items = await prisma.orderItem.findMany({ where: { orderId: order.id } });
    result.push({ ...order, items });
  }
  res.json(result);
});

// Repaired: the relation comes with the orders.
orders.get("/v2", async (req, res) => {
  const found = await prisma.order.findMany({ where: { customerId: req.query.customer }, take: 100, include: { items: true } });
  res.json(found);
});
