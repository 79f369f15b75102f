import { runNodeRing } from "./nodeRing";

runNodeRing({ name: "unit", timeout: 240_000 });
