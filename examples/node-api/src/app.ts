import express from "express";
import { readFileSync } from "node:fs";
import { auth } from "./routes/auth.js";
import { catalog } from "./routes/catalog.js";
import { events } from "./routes/events.js";
import { imports } from "./routes/imports.js";
import { invoices } from "./routes/invoices.js";
import { orders } from "./routes/orders.js";
import { payments } from "./routes/payments.js";
import { rates } from "./services/rates.js";
import { shipping } from "./routes/shipping.js";

// Read once, before the server listens: start-up may block.
const { port } = JSON.parse(readFileSync("config.json", "utf8")) as { port: number };

const app = express();
app.use(express.json({ limit: "100kb" }));
app.use("/auth", auth);
app.use("/orders", orders);
app.use("/invoices", invoices);
app.use("/payments", payments);
app.use("/catalog", catalog);
app.use("/shipping", shipping);
app.use("/imports", imports);
app.use("/events", events);
app.use("/rates", rates);
app.listen(port);
