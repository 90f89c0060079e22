import { it } from "vitest";
import { acquireDevice } from "../../src/gpu/device.ts";
import { shaders } from "../../src/gpu/shaders.ts";
import { createFusedDecoder } from "../../src/model/decode.ts";
import { createCpuDecoder } from "../../src/model/cpu-decoder.ts";
import { randomModel } from "../../tests/fixtures/random-model.ts";
it("bits", async () => {
  const r = await acquireDevice(); if(!r.ok) throw new Error(r.message);
  const model = randomModel({ name:"a", vocabSize: 768, maxTokens: 192, dim:96,layers:3,heads:4,ffnDim:384,activeBlocks:6 }, 2);
  const variants: Record<string,(s:string)=>string> = { asis: s=>s, sqrt: s=>s.replace(/inverseSqrt\((.*)\);/g, "1.0 / sqrt($1);") };
  const req = { prompt: Array.from({length:30},(_, i)=>(i*37)%700), maxNewTokens: 60, stopToken:-1, activeBlocks:6 };
  for (const [name, f] of Object.entries(variants)) {
    const sh = Object.fromEntries(Object.entries(shaders).map(([k,v])=>[k,f(v)]));
    const fused = await createFusedDecoder(r.gpu, model, sh); const cpu = createCpuDecoder(model);
    const out:any[] = [];
    for (const d of [fused, cpu]) { const toks:any[]=[]; for await (const b of d.decode(req)) toks.push(...b); out.push(toks); }
    console.log(name, out[0].filter((t:any,i:number)=>t.margin===out[1][i].margin).length, Math.max(...out[0].map((t:any,i:number)=>Math.abs(t.margin-out[1][i].margin))));
  }
}, 120000);
