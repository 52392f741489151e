"""A Modbus RTU server of python3-pymodbus 3.0 (Debian) that the interop script reads: PORT BAUD UNIT FN ADDRESS=HEX...

Prints "ready" when it listens. The registers are given as hexadecimal words, so that this file knows no meter.
"""

import asyncio
import sys

from pymodbus.datastore import ModbusServerContext, ModbusSlaveContext, ModbusSparseDataBlock
from pymodbus.server.async_io import ModbusSerialServer
from pymodbus.transaction import ModbusRtuFramer


async def main() -> None:
    port, baud, unit, function, *blocks = sys.argv[1:]
    words = {}
    for block in blocks:
        address, hexadecimal = block.split("=")
        for at in range(0, len(hexadecimal), 4):
            words[int(address) + at // 4] = int(hexadecimal[at : at + 4], 16)
    table = ModbusSparseDataBlock(words)
    slave = ModbusSlaveContext(**{"ir" if function == "4" else "hr": table}, zero_mode=True)
    server = ModbusSerialServer(
        ModbusServerContext(slaves={int(unit): slave}, single=False),
        framer=ModbusRtuFramer,
        port=port,
        baudrate=int(baud),
        timeout=0.01,
        ignore_missing_slaves=True,
    )
    await server.start()
    print("ready", flush=True)
    await server.serve_forever()


asyncio.run(main())
