import { Router } from "express";

interface Label {
  parcel: string;
  url: string;
}

export const shipping = Router();

shipping.post("/labels", async (req, res) => {
  const parcels = req.body.parcels as string[];
  const labels: Label[] = [];
  for (const parcel of parcels) {
    // Reported as request-per-item: each parcel waits for the one before it.
    const response = await fetch(`https://carrier.example/labels/${parcel}`);
    labels.push((await response.json()) as Label);
  }
  res.json(labels);
});

// Repaired: the carrier takes a list.
shipping.post("/v2/labels", async (req, res) => {
  const parcels = req.body.parcels as string[];
  const response = await fetch("https://carrier.example/labels", { method: "POST", body: parcels.join("\n") });
  res.json(await response.json());
});
