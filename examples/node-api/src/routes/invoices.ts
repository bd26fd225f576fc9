import { Router } from "express";
import { CustomerRepository } from "../repositories/customers.js";
import { InvoiceService } from "../services/invoices.js";
import { sign, signed } from "../services/signatures.js";

const service = new InvoiceService(new CustomerRepository());

export const invoices = Router();

invoices.get("/", async (req, res) => {
  res.json(await service.list());
});

invoices.get("/v2", async (req, res) => {
  res.json(await service.listAtOnce());
});

invoices.post("/signatures", (req, res) => {
  res.json({ signature: sign(req.body.document, req.body.key) });
});

invoices.post("/v2/signatures", async (req, res) => {
  res.json({ signature: await signed(req.body.document, req.body.key) });
});
