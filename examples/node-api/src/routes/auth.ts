import { Router } from "express";
import { scrypt, scryptSync, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import { prisma } from "../db.js";

export const auth = Router();
const derive = promisify(scrypt);

auth.post("/login", async (req, res) => {
  const user = await prisma.user.findUnique({ where: { email: req.body.email } });
  if (!user) return res.status(401).end();
  // Reported as blocking-call-in-handler: every login stops all other requests for 30 ms.
  const key = scryptSync(req.body.password, user.salt, 64);
  return timingSafeEqual(key, user.key) ? res.json({ id: user.id }) : res.status(401).end();
});

// Repaired: the thread pool derives the key while the loop serves others.
auth.post("/v2/login", async (req, res) => {
  const user = await prisma.user.findUnique({ where: { email: req.body.email } });
  if (!user) return res.status(401).end();
  const key = (await derive(req.body.password, user.salt, 64)) as Buffer;
  return timingSafeEqual(key, user.key) ? res.json({ id: user.id }) : res.status(401).end();
});
