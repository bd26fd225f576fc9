import { Router } from "express";
import { paidTwice, paidTwiceBySet } from "../services/payments.js";

export const payments = Router();

payments.post("/twice", (req, res) => {
  res.json(paidTwice(req.body));
});

payments.post("/v2/twice", (req, res) => {
  res.json(paidTwiceBySet(req.body));
});
