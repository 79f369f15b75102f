import { runNodeRing } from "./nodeRing";

runNodeRing({ name: "unit", timeout: 60_000 });
