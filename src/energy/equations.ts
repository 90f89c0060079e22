// The equations of the meter as they are shown and documented: one text for the Method view and METHOD.md. meter.ts and timed.ts compute them.

export const COUNTED_EQUATIONS = `E = k * (2 * (multiplyAdds + comparisons + halfShare * halfMultiplyAdds) * e_f
         + (B_dram + cacheShare * B_llc) * e_dram
         + dispatches * t_dispatch * (P_busy - P_idle + P_host)
         + hostOperations * t_op * P_host)

B_llc  = all bytes where the working set fits the last-level cache, else the resident ones (activations, state)
B_dram = the others; both in whole sectors of 32 bytes`;

export const TIMED_EQUATIONS = `E_dynamic = (P_busy - P_idle) * t_compute + P_host * t_host + k * (arithmetic + memory)
E_device  = E_dynamic + P_idle * t_wall
E_wall    = w * E_device
E_time    = (phi * P_max - P_idle) * t_compute + P_host * t_host               the cross-check on E_dynamic
t_host    = slot finder, parser, solver + min(t_compute, dispatches * t_dispatch)
E_sym     = P_host * t_solver                                                  parser and solver alone: inside t_host, shown on its own

With readings of a power meter (tier T2), whose highest is P_most:
E_time    = phi * (P_most - P_idle) * t_compute + P_host * t_host`;
