import { type ModbusRegister, WIDTH } from './profile.schema.ts';

/** Registers read with one request. */
export interface Block {
  readonly fn: 3 | 4;
  readonly address: number;
  readonly count: number;
  readonly registers: readonly ModbusRegister[];
}

interface Limits {
  readonly maxRegisters: number;
  readonly maxGap: number;
}

/** The fewest requests: neighbours together, gaps up to `maxGap` read along, no value torn apart. */
export function planBlocks(registers: readonly ModbusRegister[], { maxRegisters, maxGap }: Limits): Block[] {
  const blocks: Block[] = [];
  for (const register of registers.toSorted((a, b) => a.fn - b.fn || a.address - b.address)) {
    const last = blocks.at(-1);
    const end = register.address + WIDTH[register.type];
    const isNear = last && last.fn === register.fn && register.address <= last.address + last.count + maxGap;
    if (isNear && end - last.address <= maxRegisters)
      blocks[blocks.length - 1] = {
        ...last,
        count: Math.max(last.count, end - last.address),
        registers: [...last.registers, register],
      };
    else blocks.push(blockOf(register));
  }
  return blocks;
}

export function blockOf(register: ModbusRegister): Block {
  return { fn: register.fn, address: register.address, count: WIDTH[register.type], registers: [register] };
}
