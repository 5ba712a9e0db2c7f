"""Writes the rings of a Swift cluster with one device: `rings.py FOLDER account=PORT container=PORT object=PORT`."""
import os
import sys

from swift.common.ring import RingBuilder

folder = sys.argv[1]
for argument in sys.argv[2:]:
    server, port = argument.split("=")
    builder = RingBuilder(part_power=1, replicas=1, min_part_hours=1)
    device = {"region": 1, "zone": 1, "ip": "127.0.0.1", "port": int(port), "device": "disk", "weight": 1.0}
    builder.add_dev(device)
    builder.rebalance()
    builder.get_ring().save(os.path.join(folder, f"{server}.ring.gz"))
