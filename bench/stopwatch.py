"""Run a command to its end, quietly; print the seconds it took and the megabytes it held at most.

A process of its own, and a small one: what Linux tells of a child's memory begins with that of whoever started it.
"""

import os
import subprocess
import sys
import time

started = time.perf_counter()
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
_, status, usage = os.wait4(process.pid, 0)
print(time.perf_counter() - started, usage.ru_maxrss / 1024)
process.returncode = os.waitstatus_to_exitcode(status)
sys.exit(process.returncode)
