// A deeper network that computes what the shallower one computes: each layer added after the last writes nothing into the residual
// until it is trained (Chen et al. 2016, "Net2Net"). What it reads with is the last layer's, a better start than noise (Gong et al.
// 2019, "Efficient Training of BERT by Progressively Stacking").

import { type ModelConfig, parameterLayout, tensorOffset } from "../model/config.ts";

/** Flat parameters for `deeper`, which differs from `config` in its number of layers alone; throws where it has fewer. */
export function deepen(parameters: Float32Array, config: ModelConfig, deeper: ModelConfig): Float32Array<ArrayBuffer> {
  if (deeper.layers < config.layers) throw new Error(`a network of ${config.layers} layers cannot go on with ${deeper.layers}`);
  const from = parameterLayout(config);
  const to = parameterLayout(deeper);
  const deepened = new Float32Array(to.total);
  for (const { name, shape, offset } of to.tensors) {
    const [layer = "", part = ""] = name.split(".");
    const added = part !== "" && Number(layer.slice("layer".length)) >= config.layers;
    if (added && (part === "out" || part === "down")) continue;
    const start = tensorOffset(from, added ? `layer${config.layers - 1}.${part}` : name);
    deepened.set(parameters.subarray(start, start + shape[0] * shape[1]), offset);
  }
  return deepened;
}
