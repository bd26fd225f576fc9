import { Router } from "express";
import { EventEmitter } from "node:events";

export const events = Router();
export const bus = new EventEmitter();

events.get("/", (req, res) => {
  res.writeHead(200, { "content-type": "text/event-stream" });
  // Reported as leaked-listener: each client that ever connected stays in memory.
  bus.on("order", (order) => res.write(`data: ${JSON.stringify(order)}\n\n`));
});

// Repaired: the listener goes when the client goes.
events.get("/v2", (req, res) => {
  res.writeHead(200, { "content-type": "text/event-stream" });
  const send = (order: unknown) => res.write(`data: ${JSON.stringify(order)}\n\n`);
  bus.on("order", send);
  req.on("close", () => bus.off("order", send));
});
