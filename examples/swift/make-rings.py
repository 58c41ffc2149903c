"""Makes the three rings of a Swift with one machine and one device: /usr/bin/python3 make-rings.py [FOLDER]

What `swift-ring-builder account.builder create 8 1 1`, `… add r1z1-127.0.0.1:6202/d1 100` and `… rebalance` do for
each: 2^8 parts, one copy of everything, an hour before a part may move again. `swift-ring-builder` goes on from here.
"""
import os
import sys

from swift.common.ring import RingBuilder

PORTS = {"account": 6202, "container": 6201, "object": 6200}

folder = sys.argv[1] if len(sys.argv) > 1 else "/etc/swift"
for kind, port in PORTS.items():
    builder = RingBuilder(part_power=8, replicas=1, min_part_hours=1)
    place = {"region": 1, "zone": 1, "ip": "127.0.0.1", "port": port, "device": "d1", "weight": 100}
    builder.add_dev({**place, "replication_ip": "127.0.0.1", "replication_port": port})
    builder.rebalance()
    builder.get_ring().save(os.path.join(folder, f"{kind}.ring.gz"))
    builder.save(os.path.join(folder, f"{kind}.builder"))
